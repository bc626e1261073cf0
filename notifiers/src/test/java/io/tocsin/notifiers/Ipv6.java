package io.tocsin.notifiers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Whether this machine can be spoken to over IPv6. */
public final class Ipv6 {
    private Ipv6() {}

    /** Skips the test on a machine without the address {@code ::1}. */
    public static void assumeLoopback() {
        assumeTrue(hasLoopback(), "this machine has no IPv6 loopback address (::1)");
    }

    private static boolean hasLoopback() {
        try (var listener = new ServerSocket(0, 1, InetAddress.getAllByName("::1")[0])) {
            return listener.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
