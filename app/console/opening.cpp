// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "opening.h"

#include "kube/kubeconfig.h"

#include <QCoreApplication>
#include <QtConcurrentRun>

#include <algorithm>

namespace console {

namespace {

base::Result<Link> openNow(const environment::Environment &environment, QThread *owner) {
    const auto access =
        kube::Kubeconfig::load(environment.kubeconfig).and_then([&](const kube::Kubeconfig &kubeconfig) { return kubeconfig.access(environment.context); });
    if (!access)
        return std::unexpected(access.error());
    Link link;
    link.client = std::make_unique<kube::Client>(*access);
    link.ns = environment.ns.isEmpty() ? access->ns : environment.ns;
    link.session = std::make_unique<kube::Session>(*link.client, link.ns);
    link.session->moveToThread(owner);
    link.session->start();
    return link;
}

environment::Environment preferred(const environment::Listing &listing, const QString &context) {
    if (context.isEmpty())
        return listing.environments.value(0);
    const auto found = std::ranges::find_if(listing.environments,
        [&](const environment::Environment &environment) { return environment.name == context || environment.context == context; });
    return found == listing.environments.cend() ? environment::Environment() : *found;
}

FirstOpening openFirstNow(const Wish &wish, QThread *owner) {
    FirstOpening first;
    first.listing = environment::loadNow({environment::defaultFolder(), wish.kubeconfig});
    if (!first.listing) {
        first.link = std::unexpected(first.listing.error());
        return first;
    }
    for (environment::Environment &environment : first.listing->environments) {
        if (environment.manifests.isEmpty())
            environment.manifests = wish.manifests;
    }
    first.chosen = preferred(*first.listing, wish.context);
    if (first.chosen.name.isEmpty()) {
        const QString message = QCoreApplication::translate("console::Services", "there is no context or environment “%1”").arg(wish.context);
        first.link = base::fail(base::ErrorKind::NotFound, message);
        return first;
    }
    if (!wish.ns.isEmpty())
        first.chosen.ns = wish.ns;
    first.link = openNow(first.chosen, owner);
    return first;
}

} // namespace

QFuture<base::Result<Link>> open(const environment::Environment &environment, QThread *owner) { return QtConcurrent::run(openNow, environment, owner); }

QFuture<FirstOpening> openFirst(const Wish &wish, QThread *owner) { return QtConcurrent::run(openFirstNow, wish, owner); }

} // namespace console
