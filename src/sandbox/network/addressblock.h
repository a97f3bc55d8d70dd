// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A part of 127.0.0.0/8 that is this sandbox's alone: 127.N.0.2 and up for pods, 127.N.128.1 and up for services.
#pragma once

#include "sandbox/store/objectstore.h"

#include <QTcpServer>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sandbox {

class AddressBlock {
public:
    /// Held as long as this lives, by a port on its last address. preferred: that of an earlier run, 0 for none.
    [[nodiscard]] static std::optional<AddressBlock> take(int preferred = 0);

    [[nodiscard]] std::string network() const; // "127.244."
    /// The address of the service default/kubernetes, the first of the services'.
    [[nodiscard]] std::string firstService() const;

private:
    AddressBlock(int number, std::unique_ptr<QTcpServer> holder)
        : m_number(number)
        , m_holder(std::move(holder)) {}

    int m_number;
    std::unique_ptr<QTcpServer> m_holder;
};

/// The N of the services among objects; 0 where none has such an address.
[[nodiscard]] int blockOf(const std::vector<StoredObject> &objects);
/// Services of an earlier run with other addresses get new ones. For a store that nobody uses yet.
void moveServices(ObjectStore &store, const AddressBlock &block);

} // namespace sandbox
