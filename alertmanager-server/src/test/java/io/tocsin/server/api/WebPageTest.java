package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.access.Callers;
import io.tocsin.server.access.Entrance;
import io.tocsin.server.access.PasswordThread;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.configuration.DiskFiles;
import io.tocsin.server.http.FrontDoor;
import io.tocsin.server.http.FrontDoor.Observation;
import io.tocsin.server.http.Gate;
import io.tocsin.server.http.HttpListeners;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.HttpSettings.Access;
import io.tocsin.server.http.OriginRules;
import io.tocsin.server.http.Permissions;
import io.tocsin.server.http.RequestObserver;
import io.tocsin.server.http.Routes;
import io.tocsin.server.http.VertxFactory;
import io.tocsin.server.http.WebPage;
import io.tocsin.server.metrics.ServerMetrics;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its files, over real connections. */
@Timeout(60)
final class WebPageTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final String NOT_AT_ALL = "no-cache, no-store, must-revalidate";

    private static final String INDEX = """
            <!doctype html><title>Tocsin</title><meta name="csp-nonce" content="__CSP_NONCE__">
            <link rel="icon" href="./assets/favicon-1.svg"><script nonce="__CSP_NONCE__">1</script>
            """;
    private static final Map<String, String> FILES = Map.of(
            "index.html", INDEX,
            "assets/page-1.js", "as it is",
            "assets/page-1.js.br", "br",
            "assets/page-1.js.gz", "gz",
            "assets/page-2.css", "packed as gzip alone",
            "assets/page-2.css.gz", "gz",
            "assets/favicon-1.svg", "<svg/>",
            "assets/site-1.webmanifest", "{}");

    @TempDir
    private Path folder;

    /** A page on a port of its own. */
    private static final class Bench implements AutoCloseable {
        private final Vertx vertx = VertxFactory.create();
        private final HttpListeners listeners;
        private final ConcurrentLinkedQueue<String> opened = new ConcurrentLinkedQueue<>();
        final WireClient client;

        Bench(Map<String, String> files, String prefix, Gate gate) {
            Routes routes = new Routes(prefix);
            new WebPage(vertx, name -> {
                        opened.add(name);
                        return Optional.ofNullable(files.get(name))
                                .map(text -> new ByteArrayInputStream(name.endsWith(".gz") ? gzip(text) : utf8(text)))
                                .orElse(null);
                    })
                    .addTo(routes);
            HttpSettings settings = new HttpSettings(prefix, Duration.ZERO, 8, 1 << 20)
                    .with(new Access(gate, OriginRules.SAME_ORIGIN_ONLY, Permissions.AS_UPSTREAM));
            listeners = new HttpListeners(
                    vertx,
                    new FrontDoor(
                            vertx,
                            settings,
                            new Routes(prefix),
                            routes,
                            new Observation(RequestObserver.NONE, CLOCK, System::nanoTime)));
            client = new WireClient(RunningApi.await(
                    listeners.listen("127.0.0.1", 0, Optional.empty()).toCompletionStage()));
            listeners.open();
        }

        @Override
        public void close() {
            RunningApi.await(listeners.close(Duration.ZERO).toCompletionStage());
            RunningApi.await(vertx.close().toCompletionStage());
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(bytes)) {
            packed.write(utf8(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Bench bench() {
        return new Bench(FILES, "", Gate.WIDE_OPEN);
    }

    /** A page behind the entrance that a web configuration makes. */
    private Bench bench(String webConfig) throws Exception {
        Path file = Files.writeString(folder.resolve("web.yml"), webConfig);
        return new Bench(
                FILES,
                "",
                new Entrance(
                        file.toString(),
                        new DiskFiles(),
                        new Entrance.Parts(
                                Callers.NOT_PROXIED,
                                new PasswordThread(),
                                new ServerMetrics(Set.of()).access(),
                                CLOCK,
                                System::nanoTime)));
    }

    private static String nonce(Answer page) {
        Matcher matcher = NONCE.matcher(page.header("Content-Security-Policy"));
        assertThat(matcher.find()).as(() -> page.headers().toString()).isTrue();
        return matcher.group(1);
    }

    // --- the page ---

    @Test
    void page_eachRequest_hasANonceOfItsOwn() {
        try (Bench bench = bench()) {
            Answer first = bench.client.get("/");
            Answer second = bench.client.get("/");

            assertThat(first.body()).isEqualTo(INDEX.replace("__CSP_NONCE__", nonce(first)));
            assertThat(second.body()).isEqualTo(INDEX.replace("__CSP_NONCE__", nonce(second)));
            assertThat(nonce(second)).isNotEqualTo(nonce(first));
            assertThat(Base64.getDecoder().decode(nonce(first))).hasSize(16);
        }
    }

    @Test
    void page_always_forbidsWhatItDoesNotNeed() {
        try (Bench bench = bench()) {
            Answer page = bench.client.get("/");
            assertThat(page.header("Content-Security-Policy").split("; "))
                    .contains("default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")
                    .contains("require-trusted-types-for 'script'", "trusted-types default")
                    .contains("connect-src 'self'", "style-src 'self' 'nonce-" + nonce(page) + "'")
                    .noneMatch(directive -> directive.contains("unsafe"));
            assertThat(page.headers())
                    .containsEntry("X-Frame-Options", "deny")
                    .containsEntry("X-Content-Type-Options", "nosniff")
                    .containsEntry("Referrer-Policy", "same-origin")
                    .containsEntry("Cross-Origin-Opener-Policy", "same-origin")
                    .containsEntry("Cache-Control", NOT_AT_ALL)
                    .containsEntry("Content-Type", "text/html; charset=utf-8");
            assertThat(page.header("Permissions-Policy")).contains("camera=()", "geolocation=()");
        }
    }

    @Test
    void page_long_isCompressedWithItsNonce() {
        Map<String, String> files = Map.of("index.html", INDEX + "<p>much of the same</p>".repeat(100));
        try (Bench bench = new Bench(files, "", Gate.WIDE_OPEN)) {
            Answer page = bench.client.get("/", "Accept-Encoding: gzip, deflate, br");
            assertThat(page.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(page.header("Vary")).isEqualTo("Accept-Encoding");
            assertThat(page.body()).contains("nonce=\"" + nonce(page) + "\"").doesNotContain("__CSP_NONCE__");
            assertThat(page.bodyBytes()).isLessThan(500);
        }
    }

    @Test
    void page_leftOutOfTheBuild_saysWhatThereIs() {
        try (Bench bench = new Bench(Map.of(), "", Gate.WIDE_OPEN)) {
            Answer page = bench.client.get("/");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).contains("This build has no user interface", "href=\"api/v2/status\"");
            assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(bench.client.get("/favicon.ico").status()).isEqualTo(404);
            assertThat(bench.client.get("/assets/page-1.js").status()).isEqualTo(404);
        }
    }

    // --- what an operator may change ---

    @Test
    void webConfiguration_headers_winOverThePages() throws Exception {
        try (Bench bench = bench("""
                http_server_config:
                  headers:
                    Content-Security-Policy: frame-ancestors https://portal.example
                    X-Content-Type-Options: nosniff
                """)) {
            Answer page = bench.client.get("/");
            assertThat(page.header("Content-Security-Policy")).isEqualTo("frame-ancestors https://portal.example");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(bench.client.get("/assets/page-1.js").header("X-Content-Type-Options"))
                    .isEqualTo("nosniff");
        }
    }

    @Test
    void webConfiguration_sameOriginFrames_areNotForbiddenByThePolicy() throws Exception {
        try (Bench bench = bench("http_server_config: {headers: {X-Frame-Options: sameorigin}}")) {
            Answer page = bench.client.get("/");
            assertThat(page.header("X-Frame-Options")).isEqualTo("sameorigin");
            assertThat(page.header("Content-Security-Policy")).endsWith("frame-ancestors 'self'");
        }
    }

    // --- its files ---

    @ParameterizedTest
    @CsvSource({
        "page-1.js,'gzip, deflate, br',br,br",
        "page-1.js,'br;q=0.1, gzip',gzip,gz",
        "page-1.js,'identity, br;q=0.1',,as it is",
        "page-1.js,,,as it is",
        "page-2.css,'gzip, deflate, br',gzip,gz",
        "page-2.css,'br',,packed as gzip alone",
        "favicon-1.svg,'gzip, br',,<svg/>",
    })
    void file_byAcceptedForms_isTheOneThatTheClientLikesBest(String name, String accepted, String coding, String body) {
        try (Bench bench = bench()) {
            String[] headers = accepted == null ? new String[0] : new String[] {"Accept-Encoding: " + accepted};
            // Twice: read, and kept.
            for (int i = 0; i < 2; i++) {
                Answer answer = bench.client.get("/assets/" + name, headers);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.headers().get("Content-Encoding")).isEqualTo(coding);
                assertThat(answer.body()).isEqualTo(body);
                assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
                assertThat(answer.header("Cache-Control")).isEqualTo(FOR_GOOD);
                assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            }
        }
    }

    @Test
    void file_askedForAgain_isReadOnce() {
        try (Bench bench = bench()) {
            bench.client.get("/assets/page-2.css", "Accept-Encoding: br, gzip");
            bench.client.get("/assets/page-2.css", "Accept-Encoding: br, gzip");
            assertThat(bench.opened).containsExactly("assets/page-2.css.br", "assets/page-2.css.gz");
        }
    }

    @Test
    void file_kept_isNotSentAgain() {
        try (Bench bench = bench()) {
            Answer packed = bench.client.get("/assets/page-1.js", "Accept-Encoding: br");
            Answer plain = bench.client.get("/assets/page-1.js");
            assertThat(packed.header("ETag")).matches("\"[A-Za-z0-9_-]{16}\"").isNotEqualTo(plain.header("ETag"));

            Answer again = bench.client.get("/assets/page-1.js", "If-None-Match: W/" + plain.header("ETag"));
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.bodyBytes()).isZero();
            assertThat(again.headers())
                    .containsEntry("ETag", plain.header("ETag"))
                    .containsEntry("Cache-Control", FOR_GOOD)
                    .containsEntry("Vary", "Accept-Encoding");
            assertThat(bench.client
                            .get("/assets/page-1.js", "If-None-Match: " + packed.header("ETag"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/nothing.js",
                "/assets/page-1.js.br",
                "/assets/page-2.css.gz",
                "/assets/",
                "/assets/..%2findex.html",
                "/assets/%2e%2e",
                "/index.html",
            })
    void path_thatIsNoFileOfThePage_isNotServed(String path) {
        try (Bench bench = bench()) {
            Answer answer = bench.client.get(path);
            assertThat(answer.status()).isIn(301, 404);
            assertThat(answer.headers()).doesNotContainKey("Cache-Control");
        }
    }

    @Test
    void manifest_hasItsType() {
        try (Bench bench = bench()) {
            assertThat(bench.client.get("/assets/site-1.webmanifest").header("Content-Type"))
                    .isEqualTo("application/manifest+json");
        }
    }

    @Test
    void icon_atTheOldAddress_isThatOfThePageAndNotKept() {
        try (Bench bench = bench()) {
            Answer icon = bench.client.get("/favicon.ico");
            assertThat(icon.body()).isEqualTo("<svg/>");
            assertThat(icon.header("Content-Type")).isEqualTo("image/svg+xml");
            assertThat(icon.header("Cache-Control")).isEqualTo(NOT_AT_ALL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/assets/page-1.js", "/favicon.ico"})
    void head_asked_isTheHeadOfTheAnswer(String path) {
        try (Bench bench = bench()) {
            Answer get = bench.client.get(path);
            Answer head = bench.client.send("HEAD", path, "");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.bodyBytes()).isZero();
            assertThat(head.headers().keySet()).isEqualTo(get.headers().keySet());
            assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
        }
    }

    // --- below a prefix ---

    @ParameterizedTest
    @CsvSource({
        "/team/am/ui,./#/alerts",
        "/team/am/ui/,../#/alerts",
        "/team/am/ui/alerts?receiver=a%26b,../#/alerts?receiver=a%26b",
        "/team/am/ui/silences/0a1b,../../#/silences/0a1b",
        "/team/am/ui/silences/0a1b/edit?x,../../../#/silences/0a1b/edit?x",
        "/team/am/ui/silences/new?comment=%3Cb%3E,../../#/silences/new?comment=%3Cb%3E",
        "/team/am/ui/status/,../../#/status",
        "/team/am/ui/settings,../#/settings",
    })
    void laterAddress_belowAPrefix_leadsToThePage(String path, String location) {
        try (Bench bench = new Bench(FILES, "/team/am", Gate.WIDE_OPEN)) {
            Answer answer = bench.client.get(path);
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("Location")).isEqualTo(location);
            assertThat(bench.client.send("HEAD", path, "").header("Location")).isEqualTo(location);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/nothing", "/ui/silences/a/b", "/ui%2falerts/x"})
    void laterAddress_ofNoScreen_isNotFound(String path) {
        try (Bench bench = bench()) {
            assertThat(bench.client.get(path).status()).isEqualTo(404);
        }
    }

    @Test
    void prefix_given_isWhereThePageIs() {
        try (Bench bench = new Bench(FILES, "/team/am", Gate.WIDE_OPEN)) {
            assertThat(bench.client.get("/team/am/").body()).contains("<title>Tocsin</title>");
            assertThat(bench.client.get("/team/am/assets/page-1.js").body()).isEqualTo("as it is");
            assertThat(bench.client.get("/assets/page-1.js").status()).isEqualTo(404);
            for (String method : new String[] {"GET", "HEAD"}) {
                Answer root = bench.client.send(method, "/", "");
                assertThat(root.status()).isEqualTo(302);
                assertThat(root.header("Location")).isEqualTo("/team/am");
            }
        }
    }
}
