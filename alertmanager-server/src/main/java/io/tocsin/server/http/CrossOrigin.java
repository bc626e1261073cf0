package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells browsers what pages of other origins may do with the API: read, whatever their origin, and everything, if the
 * operator allows their origin.
 *
 * @see "Upstream: rs/cors with default options"
 */
public final class CrossOrigin {
    private static final Set<String> METHODS_MARKED = Set.of("GET", "POST", "HEAD", "OPTIONS");
    private static final Set<String> METHODS_FOR_ALL = Set.of("GET", "HEAD");
    private static final Set<String> METHODS_FOR_ALLOWED = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

    /** Browsers send the names in lower case and in this order. */
    private static final List<String> HEADERS = List.of("accept", "content-type", "x-requested-with");

    private static final String PREFLIGHT_VARY =
            "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

    private final OriginRules rules;

    public CrossOrigin(OriginRules rules) {
        this.rules = requireNonNull(rules, "rules");
    }

    /** Whether a browser asks what the page that it shows may do. */
    public static boolean isPreflight(Exchange exchange) {
        return exchange.method().equals(HttpMethod.OPTIONS)
                && exchange.header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
                        .filter(method -> !method.isEmpty())
                        .isPresent();
    }

    public void answerPreflight(Exchange exchange) {
        exchange.setHeader(HeaderName.VARY, PREFLIGHT_VARY);
        String origin = OriginRules.origin(exchange);
        String method =
                exchange.header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD).orElse("");
        String headers =
                exchange.header(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS).orElse("");
        Set<String> methods = !origin.isEmpty() && rules.mayChange(exchange) ? METHODS_FOR_ALLOWED : METHODS_FOR_ALL;
        boolean isTrusted = rules.isAllowed(origin);
        if (!origin.isEmpty() && methods.contains(method) && (isTrusted || areHarmless(headers))) {
            allow(exchange, origin);
            exchange.setHeader(HeaderName.ALLOW_METHODS, method);
            Optional.of(headers)
                    .filter(names -> !names.isEmpty())
                    .ifPresent(names -> exchange.setHeader(HeaderName.ALLOW_HEADERS, names));
        }
        exchange.end(204);
    }

    private static boolean areHarmless(String requested) {
        int next = 0;
        for (String each : requested.isEmpty() ? new String[0] : requested.split(",")) {
            int found = HEADERS.subList(next, HEADERS.size()).indexOf(each.trim());
            if (found < 0) {
                return false;
            }
            next += found + 1;
        }
        return true;
    }

    /** The headers of an answer to anything but a preflight. */
    public void mark(Exchange exchange) {
        exchange.setHeader(HeaderName.VARY, "Origin");
        String origin = OriginRules.origin(exchange);
        boolean isMarked = METHODS_MARKED.contains(exchange.method().name()) || rules.isAllowed(origin);
        if (!origin.isEmpty() && isMarked) {
            allow(exchange, origin);
        }
    }

    /** Passwords and cookies go with a request only if the answer names its origin. */
    private void allow(Exchange exchange, String origin) {
        if (rules.isAllowed(origin)) {
            exchange.setHeader(HeaderName.ALLOW_ORIGIN, origin);
            exchange.setHeader(HeaderName.ALLOW_CREDENTIALS, "true");
        } else {
            exchange.setHeader(HeaderName.ALLOW_ORIGIN, "*");
        }
    }
}
