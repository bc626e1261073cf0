package io.tocsin.server.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The paths outside the API, below the prefix: fixed ones, folders with one level of files below, and ones with a name in
 * the middle.
 *
 * <p>Not thread-safe while paths are added; afterwards read only.
 */
public final class Routes implements Surface {
    private final String prefix;
    private final Map<String, Endpoint> byPath = new HashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final Map<String, ErrorForm> errorForms = new HashMap<>();

    /** Paths with a name in the middle. */
    private record Item(String before, String after, Endpoint endpoint) {
        /** The name, as sent; null if the path is not one of these. */
        @Nullable
        String nameIn(String rawPath) {
            int end = rawPath.length() - after.length();
            boolean fits = rawPath.startsWith(before) && rawPath.endsWith(after) && end > before.length();
            String name = fits ? rawPath.substring(before.length(), end) : "/";
            return name.indexOf('/') < 0 ? name : null;
        }
    }

    /** @param prefix what stands before the paths of this table; without a trailing slash */
    public Routes(String prefix) {
        this.prefix = prefix;
    }

    /** @param path with a leading slash; one that ends with a slash, except the root, stands for a folder's files */
    public Routes add(String path, Endpoint endpoint) {
        byPath.put(path, endpoint);
        return this;
    }

    /**
     * Adds paths with a name in the middle, which {@link Exchange#name} gives.
     *
     * @param before with a slash at both ends
     * @param after with a leading slash
     */
    public Routes addItem(String before, String after, Endpoint endpoint) {
        items.add(new Item(before, after, endpoint));
        return this;
    }

    /**
     * Has errors below {@code folder} answered in a form of their own: refusals, unknown paths and methods.
     *
     * @param folder with a slash at both ends
     */
    public Routes answerErrors(String folder, ErrorForm form) {
        errorForms.put(folder, form);
        return this;
    }

    /** Every method and path with the permission that it asks for, as {@code GET /metrics READ}. */
    public List<String> list() {
        List<String> lines = new ArrayList<>();
        Stream.concat(byPath.values().stream(), items.stream().map(Item::endpoint))
                .forEach(endpoint -> endpoint.forEach(
                        (method, route) -> lines.add(method.name() + " " + route.name() + " " + route.permission())));
        // Several paths may be one route.
        return lines.stream().distinct().toList();
    }

    private @Nullable Endpoint endpoint(String path) {
        Endpoint exact = byPath.get(path);
        if (exact != null) {
            return exact;
        }
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? null : byPath.get(path.substring(0, slash + 1));
    }

    /** Sends a client that is off by a slash or by case to the right path. */
    @Override
    public Route find(Exchange exchange) {
        errorForms.forEach((folder, form) -> {
            if (exchange.path().startsWith(folder)) {
                exchange.answersErrorsAs(form);
            }
        });
        for (Item item : items) {
            // By the path as sent: a name may have slashes in it, as escapes.
            String name = item.nameIn(exchange.rawPath());
            if (name != null) {
                exchange.isAbout(RequestTarget.decode(name, false).orElse(name));
                return item.endpoint().find(exchange.method());
            }
        }
        Endpoint endpoint = endpoint(exchange.path());
        if (endpoint != null) {
            return endpoint.find(exchange.method());
        }
        String nearby = nearby(exchange);
        return nearby == null ? Route.uncounted(Exchange::notFound) : Route.uncounted(misled -> sendTo(misled, nearby));
    }

    @Override
    public void refuse(Exchange exchange, int status, String why) {
        exchange.error(status, why);
    }

    private void sendTo(Exchange exchange, String nearby) {
        if (exchange.isGet()) {
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
        Consumer<Exchange> redirect = exchange -> exchange.redirect(302, "Found", prefix);
        return new Endpoint("/")
                .on(HttpMethod.GET, Permission.OPEN, redirect)
                .on(HttpMethod.HEAD, Permission.OPEN, redirect);
    }
}
