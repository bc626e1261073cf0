package io.tocsin.server.http;

import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths outside the API: fixed ones, and folders with one level of files below.
 *
 * <p>Not thread-safe while paths are added; afterwards read only.
 */
public final class Routes {
    private final Map<String, Endpoint> byPath = new HashMap<>();

    /** @param path with a leading slash; one that ends with a slash, except the root, stands for a folder's files */
    public Routes add(String path, Endpoint endpoint) {
        byPath.put(path, endpoint);
        return this;
    }

    private @Nullable Endpoint find(String path) {
        Endpoint exact = byPath.get(path);
        if (exact != null) {
            return exact;
        }
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? null : byPath.get(path.substring(0, slash + 1));
    }

    /**
     * Answers, or sends a client that is off by a slash or by case to the right path.
     *
     * @param prefix what stands before the paths of this table
     */
    void serve(Exchange exchange, String prefix) {
        Endpoint endpoint = find(exchange.path());
        if (endpoint != null) {
            endpoint.serve(exchange);
            return;
        }
        String nearby = nearby(exchange);
        if (nearby == null) {
            exchange.notFound();
        } else if (exchange.isGet()) {
            exchange.redirect(301, "Moved Permanently", exchange.target().location(prefix + nearby));
        } else {
            exchange.redirect(307, "Temporary Redirect", exchange.target().location(prefix + nearby));
        }
    }

    private @Nullable String nearby(Exchange exchange) {
        String path = exchange.path();
        String otherSlash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        for (String candidate : new String[] {otherSlash, path.toLowerCase(Locale.ROOT)}) {
            Endpoint endpoint = byPath.get(candidate);
            if (endpoint != null && endpoint.answers(exchange.method()) && !candidate.equals(path)) {
                return candidate;
            }
        }
        return null;
    }

    /** The route that sends the root of a server with a prefix to that prefix. */
    static Endpoint toPrefix(String prefix) {
        return new Endpoint("/").on(HttpMethod.GET, exchange -> exchange.redirect(302, "Found", prefix));
    }
}
