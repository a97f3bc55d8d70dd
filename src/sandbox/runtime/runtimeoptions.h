// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long what takes in the life of a pod. All spans are sandbox time.
#pragma once

#include "sandbox/store/clock.h"

#include <chrono>
#include <string>

namespace sandbox {

struct RuntimeOptions {
    Clock clock;
    std::chrono::milliseconds createDelay = std::chrono::milliseconds(400);  // ContainerCreating, and each hollow init container
    std::chrono::milliseconds backOff = std::chrono::seconds(10);            // first; doubles
    std::chrono::milliseconds maximumBackOff = std::chrono::minutes(5);
    std::chrono::milliseconds retry = std::chrono::seconds(5);               // for missing configuration and volumes
    std::string podNetwork = "10.244."; // the two first numbers of every pod's address

    // Of containers that run nothing
    std::chrono::milliseconds readyDelay = std::chrono::seconds(1);          // started to ready, whatever the probe's initialDelaySeconds
    std::chrono::milliseconds runDuration = std::chrono::seconds(2);         // of a container that ends: restartPolicy Never or OnFailure
    std::chrono::milliseconds crashDelay = std::chrono::milliseconds(500);   // of an image ":crash"
    std::chrono::milliseconds stopDelay = std::chrono::milliseconds(700);    // of a graceful end, never above its grace period
};

} // namespace sandbox
