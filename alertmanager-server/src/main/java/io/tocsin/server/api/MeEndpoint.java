package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import io.tocsin.server.http.Identity;
import io.tocsin.server.http.Permission;
import io.tocsin.server.http.Permissions;
import java.util.Locale;
import java.util.function.Consumer;

/** {@code GET /api/tocsin/v1/me}: who asks, as far as that is proved, and what they may do here. */
final class MeEndpoint implements Consumer<Exchange> {
    static final String PATH = "/api/tocsin/v1/me";

    private final Permissions permissions;

    MeEndpoint(Permissions permissions) {
        this.permissions = requireNonNull(permissions, "permissions");
    }

    @Override
    public void accept(Exchange exchange) {
        exchange.setHeader(HeaderName.CACHE_CONTROL, "no-store");
        ApiV2.json(exchange, out -> write(out, exchange.identity(), exchange.address()));
    }

    private void write(GoJson out, Identity identity, String address) {
        out.writeStartObject();
        out.writeStringField("identity", identity.toString());
        out.writeStringField("kind", kind(identity.kind()));
        if (identity.kind() != Identity.Kind.ANONYMOUS) {
            out.writeStringField("name", identity.name());
        }
        out.writeStringField("address", address);
        out.writeArrayFieldStart("permissions");
        for (Permission permission : Permission.values()) {
            if (permission != Permission.OPEN && permissions.allow(identity, permission)) {
                out.writeString(permission.name().toLowerCase(Locale.ROOT));
            }
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static String kind(Identity.Kind kind) {
        return switch (kind) {
            case ANONYMOUS -> "anonymous";
            case USER -> "user";
            case CERTIFICATE -> "certificate";
            case PROXIED -> "proxied";
        };
    }
}
