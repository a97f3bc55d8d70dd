// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "good.h"

using namespace Qt::StringLiterals;

namespace proof {

namespace {

struct Part {
    const char *name;
    const char *text;
};

// Of a service called web.
constexpr Part services[] = {
    {"a short port", "ports: ['127.0.0.1:8080:80', '443:8443/tcp', '9000-9002:9000-9002', '53:53/udp']"},
    {"a long port", "ports: [{target: 80, published: '8080', protocol: tcp, mode: host, host_ip: 127.0.0.1}]"},
    {"variables in a map", "environment: {A: '1', B: 2, C: true, D: , E: '${E:-x}'}"},
    {"variables in a list", "environment: [A=1, B=, C]"},
    {"an environment file", "env_file: [{path: ./local.env, required: false}]"},
    {"a health check in words", "healthcheck: {test: [CMD, curl, -f, 'http://localhost/'], interval: 1m30s, timeout: 10s, retries: 3, start_period: 40s, start_interval: 5s}"},
    {"a health check in a shell", "healthcheck: {test: curl -f http://localhost/ || exit 1}"},
    {"no health check", "healthcheck: {disable: true}"},
    {"resources", "deploy: {replicas: 2, resources: {limits: {cpus: '0.5', memory: 50M, pids: 100}, reservations: {cpus: '0.25', memory: 20M}}}"},
    {"a way of updating", "deploy: {mode: replicated, update_config: {parallelism: 2, delay: 10s, order: start-first}, restart_policy: {condition: on-failure, delay: 5s, max_attempts: 3}, placement: {constraints: [node.role==worker]}}"},
    {"the old resources", "mem_limit: 512m\n    cpus: 0.5\n    pids_limit: 200"},
    {"a command in words", "command: [nginx, -g, 'daemon off;']\n    entrypoint: /entry.sh"},
    {"folders", "volumes: ['./data:/data:ro', /srv:/srv, 'cache:/cache']"},
    {"volumes in long form", "volumes: [{type: volume, source: cache, target: /cache, volume: {nocopy: true}}, {type: tmpfs, target: /tmp, tmpfs: {size: 1000000}}, {type: bind, source: ./data, target: /data, read_only: true, bind: {create_host_path: true}}]"},
    {"a hardened container", "read_only: true\n    cap_drop: [ALL]\n    cap_add: [NET_BIND_SERVICE]\n    security_opt: ['no-new-privileges:true']\n    user: '1000:1000'\n    tmpfs: [/tmp, '/run:size=64m']"},
    {"restarts", "restart: on-failure:3\n    stop_grace_period: 1m\n    stop_signal: SIGQUIT\n    init: true"},
    {"networks", "networks: {back: {aliases: [web-service], ipv4_address: 172.28.0.10}}"},
    {"labels", "labels: [traefik.enable=true]\n    hostname: web\n    extra_hosts: ['host.docker.internal:host-gateway']"},
    {"logging", "logging: {driver: json-file, options: {max-size: 10m, max-file: '3'}}"},
    {"limits", "ulimits: {nproc: 65535, nofile: {soft: 20000, hard: 40000}}\n    shm_size: 1gb\n    sysctls: {net.core.somaxconn: 1024}"},
    {"a profile", "profiles: [debug]\n    platform: linux/amd64\n    pull_policy: always"},
    {"a build", "build: {context: ., dockerfile: Dockerfile, args: {VERSION: '1'}, target: final, cache_from: ['type=gha'], platforms: [linux/amd64]}"},
    {"a secret", "secrets: [token, {source: token, target: other, mode: 0440}]"},
    {"watching", "develop: {watch: [{action: sync, path: ./src, target: /app/src, ignore: [node_modules/]}, {action: rebuild, path: package.json}]}"},
};

// Of a job called main.
constexpr Part jobs[] = {
    {"steps", "runs-on: ubuntu-24.04\n    steps: [{uses: actions/checkout@v4}, {name: Test, run: make test, shell: bash, working-directory: src}]"},
    {"a matrix", "runs-on: '${{ matrix.os }}'\n    strategy: {fail-fast: false, max-parallel: 2, matrix: {os: [ubuntu-24.04, macos-14], include: [{os: windows-2022, x: 1}], exclude: [{os: macos-14}]}}\n    steps: [{run: 'echo ${{ matrix.os }}'}]"},
    {"a service", "runs-on: ubuntu-24.04\n    services: {db: {image: 'postgres:17.2', env: {POSTGRES_PASSWORD: '${{ secrets.DB }}'}, ports: ['5432:5432'], options: --health-cmd pg_isready}}\n    steps: [{run: make}]"},
    {"a container", "runs-on: [self-hosted, linux]\n    container: {image: 'debian:13.1', options: --cpus 1}\n    steps: [{run: make}]"},
    {"outputs", "runs-on: ubuntu-24.04\n    outputs: {tag: '${{ steps.meta.outputs.tag }}'}\n    steps: [{id: meta, run: 'echo tag=1 >> \"$GITHUB_OUTPUT\"'}]"},
    {"an environment", "runs-on: ubuntu-24.04\n    environment: {name: production, url: 'https://example.org'}\n    concurrency: {group: deploy, cancel-in-progress: false}\n    timeout-minutes: 30\n    steps: [{run: make, if: \"${{ github.ref == 'refs/heads/main' && !cancelled() }}\", env: {A: b}, timeout-minutes: 5, continue-on-error: false}]"},
    {"rights", "runs-on: ubuntu-24.04\n    permissions: {contents: read, packages: write, id-token: write}\n    defaults: {run: {shell: bash}}\n    steps: [{uses: docker/build-push-action@v6, with: {push: true, tags: 'a:1'}}]"},
    {"another workflow", "uses: example/shared/.github/workflows/build.yml@v1\n    with: {target: x}\n    secrets: inherit"},
};

constexpr Part triggers[] = {
    {"pushes", "on: {push: {branches: [main, 'release/**'], paths-ignore: [docs/**]}, pull_request: {types: [opened, synchronize]}}"},
    {"a schedule", "on: {schedule: [{cron: '30 5 * * 1,3'}], workflow_dispatch: {inputs: {level: {type: choice, options: [a, b], default: a, description: Level}}}}"},
    {"a call", "on: {workflow_call: {inputs: {tag: {required: true, type: string}}, secrets: {TOKEN: {required: false}}, outputs: {x: {value: '1'}}}}"},
    {"a word", "on: push"},
    {"a list", "on: [push, pull_request, release]"},
};

} // namespace

std::vector<Good> goodFiles() {
    std::vector<Good> all;
    for (const Part &part : services)
        all.push_back({u"Compose service with "_s + QString::fromUtf8(part.name), u"compose.yaml"_s,
            std::string("services:\n  web:\n    image: example/web:1.4.0\n    ") + part.text
                + "\nvolumes: {cache: {}}\nnetworks: {back: {ipam: {config: [{subnet: 172.28.0.0/16}]}}}\nsecrets: {token: {file: ./token}}\n"});
    all.push_back({u"Compose services that wait"_s, u"compose.yaml"_s,
        "name: shop\nservices:\n  web:\n    image: example/web:1.4.0\n    depends_on: {db: {condition: service_healthy, restart: true}, init: {condition: service_completed_successfully}}\n"
        "  init: {image: 'example/web:1.4.0', command: migrate, restart: 'no'}\n  db: {image: 'postgres:17.2', healthcheck: {test: [CMD, pg_isready]}}\n"});
    for (const Part &job : jobs)
        all.push_back({u"Job with "_s + QString::fromUtf8(job.name), u".github/workflows/good.yml"_s, std::string("name: Good\non: push\npermissions: {contents: read}\njobs:\n  main:\n    ") + job.text + "\n"});
    for (const Part &trigger : triggers)
        all.push_back({u"Workflow on "_s + QString::fromUtf8(trigger.name), u".github/workflows/good.yml"_s,
            std::string("name: Good\n") + trigger.text + "\njobs:\n  main:\n    runs-on: ubuntu-24.04\n    steps: [{run: make}]\n"});
    return all;
}

} // namespace proof
