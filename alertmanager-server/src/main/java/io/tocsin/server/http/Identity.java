package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

/**
 * Who a request comes from, as far as that has been proved.
 *
 * @param kind how it was proved
 * @param name empty for an anonymous caller, never otherwise
 */
public record Identity(Kind kind, String name) {
    public static final Identity ANONYMOUS = new Identity(Kind.ANONYMOUS, "");

    public Identity {
        requireNonNull(kind, "kind");
        if (name.isEmpty() != (kind == Kind.ANONYMOUS)) {
            throw new IllegalArgumentException("name: \"" + name + "\" (expected: one, unless anonymous)");
        }
    }

    /** The way in which a caller proves who it is. */
    public enum Kind {
        /** Not at all. */
        ANONYMOUS("anonymous"),
        /** By a password of the web configuration. */
        USER("user"),
        /** By a client certificate that was verified; the name is its subject. */
        CERTIFICATE("cert"),
        /** By a proxy that the operator trusts. */
        PROXIED("proxied");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /** What stands before the name in flags and logs. */
        public String prefix() {
            return prefix;
        }
    }

    /** As flags and logs name it: {@code user:alice}, {@code anonymous}. */
    @Override
    public String toString() {
        return kind == Kind.ANONYMOUS ? kind.prefix() : kind.prefix() + ":" + name;
    }
}
