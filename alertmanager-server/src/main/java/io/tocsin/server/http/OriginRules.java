package io.tocsin.server.http;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.LabelPattern;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which web pages may change something here. Every page may read, as with the original; a page of another origin may
 * post alerts, silence or reload only if {@code --web.cors.origin} allows that origin. Otherwise any page that somebody
 * with access to this server looks at could.
 *
 * <p>Programs are not concerned: only browsers say where a request comes from, and they cannot be made not to.
 *
 * <p>Deviation D-071: the original lets pages of any origin post.
 *
 * @param allowed origins of pages that may do everything, cookies and passwords included; empty for none
 * @param ownOrigin the origin of {@code --web.external-url}; empty if it is not known
 */
public record OriginRules(Optional<LabelPattern> allowed, String ownOrigin) {
    public static final OriginRules SAME_ORIGIN_ONLY = new OriginRules(Optional.empty(), "");

    private static final CharSequence ORIGIN = "Origin";
    private static final CharSequence FETCH_SITE = "Sec-Fetch-Site";
    private static final CharSequence FORWARDED_HOST = "X-Forwarded-Host";

    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    public OriginRules {
        requireNonNull(allowed, "allowed");
        ownOrigin = ownOrigin.toLowerCase(Locale.ROOT);
    }

    /** Whether the request changes nothing, or comes from where changes may come from. */
    boolean permit(Exchange exchange) {
        return HARMLESS.contains(exchange.method()) || mayChange(exchange);
    }

    /** Whether the page that asks may change something; true for programs that are no browser. */
    public boolean mayChange(Exchange exchange) {
        String origin = origin(exchange);
        Optional<String> site = exchange.header(FETCH_SITE);
        if (isAllowed(origin) || (site.isEmpty() && origin.isEmpty())) {
            return true;
        }
        if (site.isPresent() && (site.get().equals("same-origin") || site.get().equals("none"))) {
            // Set by browsers alone, and right even behind a proxy that has changed the host.
            return true;
        }
        return isOwn(exchange, origin.toLowerCase(Locale.ROOT));
    }

    /** The page's origin as sent; empty for none. */
    public static String origin(Exchange exchange) {
        return exchange.header(ORIGIN).orElse("");
    }

    /** Whether the operator allows this origin everything. */
    public boolean isAllowed(String origin) {
        return !origin.isEmpty()
                && allowed.filter(pattern -> pattern.matches(origin)).isPresent();
    }

    private boolean isOwn(Exchange exchange, String origin) {
        int scheme = origin.indexOf("://");
        if (scheme < 0) {
            return false;
        }
        String host = origin.substring(scheme + 3);
        // A page cannot make a browser send the forwarded host without asking first, so it comes from a proxy.
        return origin.equals(ownOrigin)
                || exchange.host().filter(host::equalsIgnoreCase).isPresent()
                || exchange.header(FORWARDED_HOST)
                        .filter(host::equalsIgnoreCase)
                        .isPresent();
    }
}
