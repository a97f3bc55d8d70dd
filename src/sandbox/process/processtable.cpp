// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/processtable.h"

#include <QByteArray>
#include <QDir>
#include <QFile>

#include <algorithm>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sandbox {

namespace {

QByteArray contentsOf(std::int64_t pid, const char *name) {
    QFile file(u"/proc/%1/%2"_s.arg(pid).arg(QLatin1StringView(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// "RssAnon:     1234 kB", in bytes; negative where it is not said.
double bytesAt(const QByteArray &status, const char *key) {
    const auto at = status.indexOf(key);
    if (at < 0)
        return -1;
    const auto begin = at + static_cast<qsizetype>(qstrlen(key)) + 1;
    return status.mid(begin, status.indexOf('k', begin) - begin).trimmed().toDouble() * 1024;
}

} // namespace

ProcessTable ProcessTable::read() {
    ProcessTable table;
    const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    for (const auto &name : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const qint64 pid = name.toLongLong();
        if (pid <= 0)
            continue;
        const QByteArray stat = contentsOf(pid, "stat"); // pid (name, which may hold anything) state ppid ...
        const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (fields.size() < 15)
            continue;
        double cpu = 0;
        for (int i = 11; i <= 14; ++i) // utime, stime, cutime, cstime
            cpu += fields[i].toDouble();
        table.m_entries[pid] = {cpu / ticks};
        table.m_children.emplace(fields[1].toLongLong(), pid);
    }
    return table;
}

ProcessUse ProcessTable::use(std::int64_t root) const {
    ProcessUse sum;
    double shared = 0;
    double files = 0;
    std::vector<std::int64_t> left{root};
    while (!left.empty()) {
        const auto pid = left.back();
        left.pop_back();
        const auto entry = m_entries.find(pid);
        if (entry == m_entries.end())
            continue;
        const QByteArray status = contentsOf(pid, "status");
        sum.cpuSeconds += entry->second.cpuSeconds;
        // A fork shares its pages until one of both writes: Redis rewriting its file would else seem to be of twice its size.
        const double own = bytesAt(contentsOf(pid, "smaps_rollup"), "Pss_Anon");
        sum.kept += own >= 0 ? own : std::max(0.0, bytesAt(status, "RssAnon"));
        shared = std::max(shared, bytesAt(status, "RssShmem"));
        files = std::max(files, bytesAt(status, "RssFile"));
        const auto [begin, end] = m_children.equal_range(pid);
        for (auto child = begin; child != end; ++child)
            left.push_back(child->second);
    }
    sum.kept += shared;
    sum.bytes = sum.kept + files;
    return sum;
}

} // namespace sandbox
