package io.tocsin.server.access;

import static java.util.Objects.requireNonNull;

import io.tocsin.notifiers.http.IpAddress;
import io.tocsin.notifiers.http.IpBlock;
import io.tocsin.server.http.Identity;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Tells who a request comes from: whom a trusted proxy names, else the user whose password came with it, else the subject
 * of the client certificate. Immutable.
 *
 * @param header with which proxies name callers; empty for none
 * @param proxies addresses from which that header counts
 */
public record Callers(String header, List<IpBlock> proxies) {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** Believes no header. */
    public static final Callers NOT_PROXIED = new Callers("", List.of());

    public Callers {
        requireNonNull(header, "header");
        proxies = List.copyOf(proxies);
    }

    /**
     * @param user whose password came with the request
     * @param certificate subject of the client's certificate, if it was verified
     */
    Identity identify(HttpServerRequest request, Optional<String> user, Optional<DistinguishedName> certificate) {
        return proxied(request)
                .map(name -> new Identity(Identity.Kind.PROXIED, name))
                .or(() -> user.filter(name -> !name.isEmpty()).map(name -> new Identity(Identity.Kind.USER, name)))
                .or(() -> certificate
                        .filter(name -> !name.isEmpty())
                        .map(name -> new Identity(Identity.Kind.CERTIFICATE, name.text())))
                .orElse(Identity.ANONYMOUS);
    }

    private Optional<String> proxied(HttpServerRequest request) {
        if (header.isEmpty() || !isTrusted(request.remoteAddress().hostAddress())) {
            return Optional.empty();
        }
        List<String> names = request.headers().getAll(header);
        // Of two, one may be the caller's own, which the proxy has let through.
        return names.size() == 1
                ? Optional.of(text(names.get(0)).strip()).filter(name -> !name.isEmpty())
                : Optional.empty();
    }

    /** Names are UTF-8, where they are valid as such: the framework gives one character for each byte. */
    private static String text(String bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return bytes;
        }
    }

    /**
     * Where a request comes from: past the proxies that are trusted, as far as these say so themselves. What stands further
     * left may be anyone's invention.
     */
    String address(HttpServerRequest request) {
        String nearest = request.remoteAddress().hostAddress();
        if (!isTrusted(nearest)) {
            return nearest;
        }
        String[] hops =
                String.join(",", request.headers().getAll(FORWARDED_FOR)).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && isTrusted(nearest); i--) {
            String hop = hops[i].strip();
            if (IpAddress.parse(hop).isEmpty()) {
                break;
            }
            nearest = hop;
        }
        return nearest;
    }

    private boolean isTrusted(String address) {
        return IpAddress.parse(address)
                .filter(ip -> proxies.stream().anyMatch(block -> block.contains(ip)))
                .isPresent();
    }
}
