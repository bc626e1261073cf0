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
    private final Map<String, Optional<File>> files = new ConcurrentHashMap<>();

    /** @param compressed the same where that is much smaller, otherwise empty */
    private record File(Buffer plain, Optional<Buffer> compressed) {
        void answer(Exchange exchange, String type) {
            compressed.ifPresent(smaller -> exchange.setHeader(HeaderName.VARY, "Accept-Encoding"));
            if (compressed.isPresent() && exchange.acceptsGzip()) {
                exchange.setHeader(HeaderName.CONTENT_ENCODING, "gzip");
                exchange.end(200, type, compressed.get());
            } else {
                exchange.end(200, type, plain);
            }
        }
    }

    public WebPage(Vertx vertx) {
        this.vertx = vertx;
    }

    public void addTo(Routes routes) {
        routes.add("/", new Endpoint("/").on(HttpMethod.GET, Permission.READ, this::page));
        routes.add("/favicon.ico", new Endpoint("/favicon.ico").on(HttpMethod.GET, Permission.READ, this::icon));
        routes.add("/assets/", new Endpoint("/assets/*path").on(HttpMethod.GET, Permission.READ, this::asset));
    }

    private void page(Exchange exchange) {
        withFile(exchange, "index.html", file -> {
            forbidCaching(exchange);
            file.orElseGet(() -> new File(Buffer.buffer(WITHOUT_PAGE), Optional.empty()))
                    .answer(exchange, Exchange.HTML);
        });
    }

    private void icon(Exchange exchange) {
        withFile(exchange, "favicon.ico", file -> {
            if (file.isPresent()) {
                forbidCaching(exchange);
                file.get().answer(exchange, typeOf("favicon.ico"));
            } else {
                withFile(exchange, "index.html", page -> iconOf(exchange, page));
            }
        });
    }

    /** The page names its icon; its file name changes with its content. */
    private void iconOf(Exchange exchange, Optional<File> page) {
        Matcher matcher =
                ICON.matcher(page.map(index -> index.plain().toString()).orElse(""));
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

    private static void answer(Exchange exchange, String name, Optional<File> file) {
        if (file.isPresent()) {
            file.get().answer(exchange, typeOf(name));
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
        void with(Optional<File> file);
    }

    private void withFile(Exchange exchange, String name, FileUse use) {
        Optional<File> known = files.get(name);
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

    private static Optional<File> read(String name) throws IOException {
        try (InputStream in = WebPage.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return Optional.empty();
            }
            Buffer plain = Buffer.buffer(in.readAllBytes());
            Buffer compressed = Gzip.compress(plain);
            boolean isSmaller = compressed.length() < plain.length() * 3 / 4;
            return Optional.of(new File(plain, isSmaller ? Optional.of(compressed) : Optional.empty()));
        }
    }
}
