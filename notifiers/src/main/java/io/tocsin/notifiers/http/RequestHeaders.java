package io.tocsin.notifiers.http;

import io.tocsin.notifiers.http.HttpCall.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one request of a call: {@code http_headers}, over them the call's own, over them authentication.
 *
 * @see "Upstream: net/http Client.makeHeadersCopier; prometheus/common config.NewRoundTripperFromConfig"
 */
final class RequestHeaders {
    /** Go drops these when a redirect leaves the first host. */
    private static final Set<String> CREDENTIALS = Set.of(
            "authorization", "cookie", "cookie2", "proxy-authenticate", "proxy-authorization", "www-authenticate");

    private final Map<String, List<String>> values = new HashMap<>();

    /** @param userAgent used where the call names none */
    RequestHeaders(HttpCall call, Credentials credentials, String userAgent) {
        for (Header header : credentials.headers()) {
            values.computeIfAbsent(lowerCase(header), name -> new ArrayList<>()).add(header.value());
        }
        values.put("user-agent", List.of(userAgent));
        for (Header header : call.headers()) {
            values.put(lowerCase(header), List.of(header.value()));
        }
    }

    /** Does nothing where the call brings its own. */
    void authorize(@Nullable String authorization) {
        if (authorization != null) {
            values.putIfAbsent("authorization", List.of(authorization));
        }
    }

    void dropCredentials() {
        values.keySet().removeAll(CREDENTIALS);
    }

    /** Drops what describes a body, for a request without one. */
    void dropContent() {
        values.keySet().removeIf(name -> name.startsWith("content-"));
    }

    /** By name in lower case. */
    Map<String, List<String>> values() {
        return values;
    }

    private static String lowerCase(Header header) {
        return header.name().toLowerCase(Locale.ROOT);
    }
}
