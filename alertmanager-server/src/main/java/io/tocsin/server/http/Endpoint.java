package io.tocsin.server.http;

import io.tocsin.server.http.Route.Limit;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What one path answers, by method. Other methods get 405, OPTIONS the list of methods.
 *
 * <p>Not thread-safe while methods are added; afterwards read only.
 */
public final class Endpoint {
    private final String name;
    private final Map<HttpMethod, Route> byMethod = new HashMap<>();

    /** @param name of the route in the request metrics */
    public Endpoint(String name) {
        this.name = name;
    }

    public Endpoint on(HttpMethod method, Permission permission, Consumer<Exchange> answer) {
        return on(method, permission, Limit.GETS, answer);
    }

    /** As {@link #on}, for an answer that goes on until its client goes. */
    public Endpoint streams(HttpMethod method, Permission permission, Consumer<Exchange> answer) {
        return on(method, permission, Limit.STREAMS, answer);
    }

    /** As {@link #on}, for an answer that counts among others of its kind only, which {@code answer} sees to. */
    public Endpoint limitsItself(HttpMethod method, Permission permission, Consumer<Exchange> answer) {
        return on(method, permission, Limit.OWN, answer);
    }

    private Endpoint on(HttpMethod method, Permission permission, Limit limit, Consumer<Exchange> answer) {
        byMethod.put(method, new Route(name, permission, limit, answer));
        return this;
    }

    boolean answers(HttpMethod method) {
        return byMethod.containsKey(method);
    }

    void forEach(BiConsumer<HttpMethod, Route> action) {
        byMethod.forEach(action);
    }

    Route find(HttpMethod method) {
        Route route = byMethod.get(method);
        return route == null ? new Route(name, Permission.OPEN, this::answerOther) : route;
    }

    private void answerOther(Exchange exchange) {
        exchange.setHeader(HeaderName.ALLOW, allowed());
        if (exchange.method().equals(HttpMethod.OPTIONS)) {
            exchange.end(200);
        } else {
            exchange.error(405, "Method Not Allowed");
        }
    }

    private String allowed() {
        TreeSet<String> names = new TreeSet<>();
        names.add("OPTIONS");
        byMethod.keySet().forEach(method -> names.add(method.name()));
        return String.join(", ", names);
    }
}
