# SPDX-FileCopyrightText: AQI Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""start.py COMMAND...   replaces itself with COMMAND, with variables out of Secret Manager.

For every variable NAME_SECRET=secret, NAME becomes the newest version of that secret of this project. Needs nothing but Python, and the
instance's service account must be allowed to read the secrets.
"""

import base64
import json
import os
import sys
import urllib.error
import urllib.request

METADATA = "http://metadata.google.internal/computeMetadata/v1/"


def get(url, headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
        return answer.read().decode()


def secret(project, token, name):
    url = f"https://secretmanager.googleapis.com/v1/projects/{project}/secrets/{name}/versions/latest:access"
    answer = json.loads(get(url, {"Authorization": f"Bearer {token}"}))
    return base64.b64decode(answer["payload"]["data"]).decode()


def main():
    wanted = {key.removesuffix("_SECRET"): name for key, name in os.environ.items() if key.endswith("_SECRET")}
    try:
        google = {"Metadata-Flavor": "Google"}
        project = get(METADATA + "project/project-id", google)
        token = json.loads(get(METADATA + "instance/service-accounts/default/token", google))["access_token"]
        for key, name in wanted.items():
            os.environ[key] = secret(project, token, name)
    except (urllib.error.URLError, KeyError, ValueError) as error:
        sys.exit(f"start.py: cannot read {', '.join(wanted.values())}: {error}")
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
