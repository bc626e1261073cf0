package io.tocsin.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the user interface out of the class path, or a line of text where it was left out of the build. Thread-safe.
 *
 * <p>Files are read once, on a worker, and kept: there are few of them and they are small.
 */
public final class WebPage {
    private static final String FOLDER = "/io/tocsin/web/";
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final Pattern ICON = Pattern.compile("href=\"(?:\\./)?(assets/favicon[A-Za-z0-9._-]*)\"");
    private static final Map<String, String> TYPES = Map.of(
            "html", Exchange.HTML,
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "ico", "image/vnd.microsoft.icon",
            "png", "image/png",
            "woff2", "font/woff2",
            "json", "application/json");

    private static final String WITHOUT_PAGE = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Tocsin</title></head>
            <body><h1>Tocsin</h1><p>The server is running. This build has no user interface;
            see <a href="api/v2/status">api/v2/status</a>, <a href="api/v2/alerts">api/v2/alerts</a> and
            <a href="api/v2/alerts/groups">api/v2/alerts/groups</a>.</p></body></html>
            """;

    private final Vertx vertx;
    private final Map<String, Optional<Buffer>> files = new ConcurrentHashMap<>();

    public WebPage(Vertx vertx) {
        this.vertx = vertx;
    }

    public void addTo(Routes routes) {
        routes.add("/", new Endpoint("/").on(HttpMethod.GET, this::page));
        routes.add("/favicon.ico", new Endpoint("/favicon.ico").on(HttpMethod.GET, this::icon));
        routes.add("/assets/", new Endpoint("/assets/*path").on(HttpMethod.GET, this::asset));
    }

    private void page(Exchange exchange) {
        withFile(exchange, "index.html", file -> {
            forbidCaching(exchange);
            exchange.end(200, Exchange.HTML, file.orElseGet(() -> Buffer.buffer(WITHOUT_PAGE)));
        });
    }

    private void icon(Exchange exchange) {
        withFile(exchange, "favicon.ico", file -> {
            if (file.isPresent()) {
                forbidCaching(exchange);
                exchange.end(200, typeOf("favicon.ico"), file.get());
            } else {
                withFile(exchange, "index.html", page -> iconOf(exchange, page));
            }
        });
    }

    /** The page names its icon; its file name changes with its content. */
    private void iconOf(Exchange exchange, Optional<Buffer> page) {
        Matcher matcher = ICON.matcher(page.map(Buffer::toString).orElse(""));
        if (matcher.find()) {
            String name = matcher.group(1);
            withFile(exchange, name, file -> {
                forbidCaching(exchange);
                answer(exchange, name, file);
            });
        } else {
            exchange.notFound();
        }
    }

    private void asset(Exchange exchange) {
        String name = exchange.path().substring(exchange.path().lastIndexOf('/') + 1);
        if (!FILE_NAME.matcher(name).matches()) {
            exchange.notFound();
            return;
        }
        withFile(exchange, "assets/" + name, file -> {
            if (file.isPresent()) {
                // Asset names carry a hash of their content.
                exchange.setHeader(HeaderName.CACHE_CONTROL, "public, max-age=31536000, immutable");
            }
            answer(exchange, name, file);
        });
    }

    private static void answer(Exchange exchange, String name, Optional<Buffer> file) {
        if (file.isPresent()) {
            exchange.end(200, typeOf(name), file.get());
        } else {
            exchange.notFound();
        }
    }

    private static void forbidCaching(Exchange exchange) {
        exchange.setHeader(HeaderName.CACHE_CONTROL, "no-cache, no-store, must-revalidate");
        exchange.setHeader(HeaderName.PRAGMA, "no-cache");
        exchange.setHeader(HeaderName.EXPIRES, "0");
    }

    private static String typeOf(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    /** What to do with a file, or its absence. */
    private interface FileUse {
        void with(Optional<Buffer> file);
    }

    private void withFile(Exchange exchange, String name, FileUse use) {
        Optional<Buffer> known = files.get(name);
        if (known != null) {
            use.with(known);
            return;
        }
        vertx.executeBlocking(() -> read(name), false)
                .onSuccess(file -> {
                    // Only files that exist are kept: strangers may ask for any name.
                    if (file.isPresent() || name.equals("index.html")) {
                        files.put(name, file);
                    }
                    use.with(file);
                })
                .onFailure(failure -> exchange.error(500, "internal error, see the log"));
    }

    private static Optional<Buffer> read(String name) throws IOException {
        try (InputStream in = WebPage.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? Optional.empty() : Optional.of(Buffer.buffer(in.readAllBytes()));
        }
    }
}
