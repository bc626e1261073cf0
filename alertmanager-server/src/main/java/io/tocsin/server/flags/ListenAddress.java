package io.tocsin.server.flags;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where to listen, as typed: {@code :9093}, {@code 127.0.0.1:9093}, {@code [::1]:9093}, {@code localhost:0}.
 *
 * @param host without brackets; empty means every address of the machine
 * @param port 0 to 65535; 0 lets the system choose
 */
public record ListenAddress(String host, int port) {
    private static final int MAX_PORT = 65_535;

    public ListenAddress {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to " + MAX_PORT + ")");
        }
    }

    /**
     * Reads an address.
     *
     * @throws FlagException in the words of the original's listener where it has any
     */
    public static ListenAddress parse(String text) throws FlagException {
        if (text.startsWith("vsock://")) {
            throw new FlagException("listen " + text + ": vsock addresses are not supported yet; use host:port");
        }
        int colon = text.lastIndexOf(':');
        boolean isBracketed = text.startsWith("[");
        if (colon < 0 || isBracketed && text.indexOf(']') + 1 != colon) {
            throw problem(text, "missing port in address");
        }
        String host = isBracketed ? text.substring(1, colon - 1) : text.substring(0, colon);
        if (!isBracketed && host.indexOf(':') >= 0) {
            throw problem(text, "too many colons in address");
        }
        return new ListenAddress(host, port(text.substring(colon + 1)));
    }

    /** The address as the log shows it, every address of the machine as {@code [::]}. */
    public String display() {
        if (host.isEmpty()) {
            return "[::]:" + port;
        }
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** With the address of the host in place of its name, where it has one. Asks the system. */
    public ListenAddress resolved() {
        if (host.isEmpty()) {
            return this;
        }
        try {
            return new ListenAddress(NetUtil.toAddressString(InetAddress.getByName(host)), port);
        } catch (UnknownHostException nameless) {
            return this;
        }
    }

    private static int port(String digits) throws FlagException {
        if (!digits.matches("[0-9]{0,9}")) {
            throw new FlagException("listen tcp: lookup tcp/" + digits + ": unknown port");
        }
        int port = digits.isEmpty() ? 0 : Integer.parseInt(digits);
        if (port > MAX_PORT) {
            throw problem(digits, "invalid port");
        }
        return port;
    }

    private static FlagException problem(String text, String what) {
        return new FlagException("listen tcp: address " + text + ": " + what);
    }
}
