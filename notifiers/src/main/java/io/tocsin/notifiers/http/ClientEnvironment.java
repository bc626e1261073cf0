package io.tocsin.notifiers.http;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;

/**
 * What all clients of a process share. Immutable.
 *
 * @param guard what may be connected to
 * @param slots how many requests may be under way
 * @param purpose what the requests are for
 */
record ClientEnvironment(
        Vertx vertx,
        SecretReader secrets,
        InstantSource clock,
        String userAgent,
        Map<String, String> variables,
        AddressGuard guard,
        RequestSlots slots,
        RequestPurpose purpose) {}
