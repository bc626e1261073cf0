package io.tocsin.server.api;

import io.tocsin.server.http.Exchange;
import io.tocsin.server.http.HeaderName;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets pages of any origin read the API, but not delete: the original's policy.
 *
 * @see "Upstream: rs/cors with default options"
 */
final class CrossOrigin {
    private static final Set<String> METHODS = Set.of("GET", "POST", "HEAD");

    /** Browsers send the names in lower case and in this order. */
    private static final List<String> HEADERS = List.of("accept", "content-type", "x-requested-with");

    private static final String PREFLIGHT_VARY =
            "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

    private CrossOrigin() {}

    static boolean isPreflight(Exchange exchange) {
        return exchange.method().equals(HttpMethod.OPTIONS)
                && exchange.header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
                        .filter(method -> !method.isEmpty())
                        .isPresent();
    }

    static void answerPreflight(Exchange exchange) {
        exchange.setHeader(HeaderName.VARY, PREFLIGHT_VARY);
        String method =
                exchange.header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD).orElse("");
        Optional<String> headers = exchange.header(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (hasOrigin(exchange) && METHODS.contains(method) && areAllowed(headers.orElse(""))) {
            exchange.setHeader(HeaderName.ALLOW_ORIGIN, "*");
            exchange.setHeader(HeaderName.ALLOW_METHODS, method);
            headers.filter(names -> !names.isEmpty())
                    .ifPresent(names -> exchange.setHeader(HeaderName.ALLOW_HEADERS, names));
        }
        exchange.end(204);
    }

    private static boolean areAllowed(String requested) {
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
    static void mark(Exchange exchange) {
        exchange.setHeader(HeaderName.VARY, "Origin");
        String method = exchange.method().name();
        if (hasOrigin(exchange) && (METHODS.contains(method) || method.equals("OPTIONS"))) {
            exchange.setHeader(HeaderName.ALLOW_ORIGIN, "*");
        }
    }

    private static boolean hasOrigin(Exchange exchange) {
        return exchange.header(HttpHeaders.ORIGIN)
                .filter(origin -> !origin.isEmpty())
                .isPresent();
    }
}
