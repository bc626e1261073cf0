package io.tocsin.notifiers.http;

import io.tocsin.core.config.HeaderName;
import io.tocsin.core.label.GoQuote;
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

    /**
     * The headers, by name in lower case.
     *
     * @throws CallFailedException if one cannot be sent, in the original's words; the value is not shown
     */
    Map<String, List<String>> sendable() throws CallFailedException {
        for (Map.Entry<String, List<String>> header : values.entrySet()) {
            String name = GoQuote.quote(HeaderName.canonical(header.getKey()));
            if (!HeaderName.isSendable(header.getKey())) {
                throw new CallFailedException(
                        "invalid header field name " + name + " (expected: letters, digits and hyphens)");
            }
            if (!header.getValue().stream().allMatch(HeaderName::isSendableValue)) {
                throw new CallFailedException(
                        "invalid header field value for " + name + " (expected: one line without control characters)");
            }
        }
        return values;
    }

    private static String lowerCase(Header header) {
        return header.name().toLowerCase(Locale.ROOT);
    }
}
