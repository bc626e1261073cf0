package io.tocsin.server.http;

import io.tocsin.server.http.PageFiles.Form;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the user interface out of the class path, or a line of text where it was left out of the build. Thread-safe.
 *
 * <p>The page is written anew for each request, with a nonce of its own; what it loads is kept by browsers for good.
 *
 * <p>Deviation D-320: HEAD is answered, too, and addresses below {@code /ui} lead to the page.
 */
public final class WebPage {
    private static final Logger LOG = LoggerFactory.getLogger(WebPage.class);

    /** In {@code web-ui/index.html}; where it stands the nonce is put. */
    static final String NONCE_PLACEHOLDER = "__CSP_NONCE__";

    private static final String FOLDER = "/io/tocsin/web/";
    private static final String INDEX = "index.html";
    private static final List<ContentCoding> PLAIN = List.of(ContentCoding.IDENTITY);
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(?<!\\.br|\\.gz)");
    private static final Pattern ICON = Pattern.compile("href=\"(?:\\./)?(assets/favicon[A-Za-z0-9._-]*)\"");
    private static final Map<String, String> TYPES = Map.of(
            "html", Exchange.HTML,
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "ico", "image/vnd.microsoft.icon",
            "png", "image/png",
            "woff2", "font/woff2",
            "json", "application/json",
            "webmanifest", "application/manifest+json");

    private static final String WITHOUT_PAGE = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Tocsin</title></head>
            <body><h1>Tocsin</h1><p>The server is running. This build has no user interface;
            see <a href="api/v2/status">api/v2/status</a>, <a href="api/v2/alerts">api/v2/alerts</a> and
            <a href="api/v2/alerts/groups">api/v2/alerts/groups</a>.</p></body></html>
            """;

    private final PageFiles files;
    private final PageProtection protection = new PageProtection(new SecureRandom());

    /** Where the files of the page are. */
    public interface Source {
        /** Null if there is no such file. Called on workers. */
        @Nullable
        InputStream open(String name) throws IOException;
    }

    public WebPage(Vertx vertx) {
        this(vertx, name -> WebPage.class.getResourceAsStream(FOLDER + name));
    }

    public WebPage(Vertx vertx, Source source) {
        this.files = new PageFiles(vertx, source);
    }

    public void addTo(Routes routes) {
        routes.add("/", endpoint("/", this::page));
        routes.add("/favicon.ico", endpoint("/favicon.ico", this::icon));
        routes.add("/assets/", endpoint("/assets/*path", this::asset));
        Endpoint links = endpoint("/ui/*path", WebPage::link);
        for (String path : List.of("/ui", "/ui/", "/ui/alerts/", "/ui/silences/", "/ui/status/", "/ui/settings/")) {
            routes.add(path, links);
        }
        routes.addItem("/ui/silences/", "/edit", links);
    }

    private static Endpoint endpoint(String name, Consumer<Exchange> answer) {
        return new Endpoint(name)
                .on(HttpMethod.GET, Permission.READ, answer)
                .on(HttpMethod.HEAD, Permission.READ, answer);
    }

    private void page(Exchange exchange) {
        withFile(exchange, INDEX, PLAIN, file -> {
            String nonce = protection.nonce();
            protection.protect(exchange, nonce);
            forbidCaching(exchange);
            exchange.allowGzip();
            String page = file.map(index -> index.bytes().toString()).orElse(WITHOUT_PAGE);
            exchange.end(200, Exchange.HTML, page.replace(NONCE_PLACEHOLDER, nonce));
        });
    }

    private void icon(Exchange exchange) {
        withFile(exchange, "favicon.ico", PLAIN, file -> {
            if (file.isPresent()) {
                forbidCaching(exchange);
                exchange.end(200, typeOf("favicon.ico"), file.get().bytes());
            } else {
                withFile(exchange, INDEX, PLAIN, page -> iconOf(exchange, page));
            }
        });
    }

    /** The page names its icon; its file name changes with its content. */
    private void iconOf(Exchange exchange, Optional<Form> page) {
        Matcher matcher =
                ICON.matcher(page.map(index -> index.bytes().toString()).orElse(""));
        if (matcher.find()) {
            forbidCaching(exchange);
            file(exchange, matcher.group(1));
        } else {
            exchange.notFound();
        }
    }

    private void asset(Exchange exchange) {
        String name = exchange.path().substring(exchange.path().lastIndexOf('/') + 1);
        if (FILE_NAME.matcher(name).matches()) {
            file(exchange, "assets/" + name);
        } else {
            exchange.notFound();
        }
    }

    /** Answers with a file in the form that the client likes best. */
    private void file(Exchange exchange, String name) {
        List<ContentCoding> codings = AcceptedCodings.inOrder(
                exchange.header(HttpHeaders.ACCEPT_ENCODING).orElse(""));
        withFile(exchange, name, codings, file -> {
            if (file.isEmpty()) {
                exchange.notFound();
                return;
            }
            // Asset names carry a hash of their content.
            exchange.setHeaderIfAbsent(HeaderName.CACHE_CONTROL, "public, max-age=31536000, immutable");
            exchange.setHeaderIfAbsent(HeaderName.X_CONTENT_TYPE_OPTIONS, "nosniff");
            exchange.setHeader(HeaderName.VARY, "Accept-Encoding");
            Form form = file.get();
            if (!exchange.answersNotModified(form.tag())) {
                if (form.coding() != ContentCoding.IDENTITY) {
                    exchange.setHeader(
                            HeaderName.CONTENT_ENCODING, form.coding().token());
                }
                exchange.end(200, typeOf(name), form.bytes());
            }
        });
    }

    private static void link(Exchange exchange) {
        PageLinks.inPage(exchange.rawPath(), exchange.target().query())
                .ifPresentOrElse(address -> exchange.redirect(302, "Found", address), exchange::notFound);
    }

    private static void forbidCaching(Exchange exchange) {
        exchange.setHeader(HeaderName.CACHE_CONTROL, "no-cache, no-store, must-revalidate");
        exchange.setHeader(HeaderName.PRAGMA, "no-cache");
        exchange.setHeader(HeaderName.EXPIRES, "0");
    }

    private static String typeOf(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private void withFile(Exchange exchange, String name, List<ContentCoding> codings, Consumer<Optional<Form>> use) {
        files.find(name, codings).onSuccess(use::accept).onFailure(failure -> {
            LOG.atError().addKeyValue("file", name).setCause(failure).log("A file of the page cannot be read");
            exchange.error(500, "internal error, see the log");
        });
    }
}
