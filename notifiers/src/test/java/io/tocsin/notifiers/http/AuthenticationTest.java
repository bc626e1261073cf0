package io.tocsin.notifiers.http;

import static io.tocsin.notifiers.http.ClientBench.failure;
import static io.tocsin.notifiers.http.ClientBench.file;
import static io.tocsin.notifiers.http.ClientBench.inline;
import static io.tocsin.notifiers.http.ClientBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AuthenticationTest {
    private final ClientBench bench = new ClientBench();
    private final RecordingServer server = RecordingServer.plain(bench.vertx);

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    @Test
    void basic_inline_isSent() {
        bench.post(with(new Authentication.Basic(inline("user"), inline("pässword:1"))), server.url("/"));

        assertThat(server.last().header("authorization")).isEqualTo("Basic dXNlcjpww6Rzc3dvcmQ6MQ==");
    }

    @Test
    void basic_partsAbsent_areEmpty() {
        bench.post(with(new Authentication.Basic(null, null)), server.url("/"));

        assertThat(server.last().header("authorization")).isEqualTo("Basic Og==");
    }

    @Test
    void basic_files_areReadAgainForEachRequest() {
        try (IntegrationHttpClient client =
                bench.clients().open(with(new Authentication.Basic(file("user"), file("password"))))) {
            // given
            bench.files.put("user", "a\n");
            bench.files.put("password", "b\n");
            ClientBench.post(client, server.url("/"));
            // when
            bench.files.put("password", "c");
            ClientBench.post(client, server.url("/"));
        }
        // then
        assertThat(server.asked())
                .extracting(asked -> asked.header("authorization"))
                .containsExactly("Basic YTpi", "Basic YTpj");
    }

    @Test
    void header_typeAndCredentials_areSent() {
        bench.post(with(new Authentication.Header("Token", inline("abc"))), server.url("/"));

        assertThat(server.last().header("authorization")).isEqualTo("Token abc");
    }

    @Test
    void header_fileMissing_failsNamingTheFile() {
        HttpAnswer answer = bench.post(with(new Authentication.Header("Bearer", file("/none"))), server.url("/"));

        assertThat(failure(answer))
                .isEqualTo("Post \"<redacted>\": unable to read authorization credentials: "
                        + "open /none: no such file or directory");
        assertThat(server.asked()).isEmpty();
    }

    /** As recorded from Alertmanager 0.33.1 for {@code http://u:p%40ss@.../a b/{c}?x=1&y=a|b#frag}. */
    @Test
    void url_userAndOddCharacters_areSentAsTheOriginalDoes() {
        String url = server.url("/a b/{c}?x=1&y=a|b#frag").replace("http://", "http://u:p%40ss@");

        bench.post(with(new Authentication.Header("Bearer", inline("loses"))), url);

        assertThat(server.last().uri()).isEqualTo("/a%20b/%7Bc%7D?x=1&y=a|b");
        assertThat(server.last().header("authorization")).isEqualTo("Basic dTpwQHNz");
    }

    @Test
    void call_ownAuthorization_winsOverConfigured() {
        HttpCall call =
                HttpCall.postJson(Secret.of(server.url("/")), new byte[0]).with("Authorization", "GenieKey k");

        bench.send(with(new Authentication.Header("Bearer", inline("loses"))), call);

        assertThat(server.last().header("authorization")).isEqualTo("GenieKey k");
    }

    @Test
    void headers_valuesSecretsAndFiles_areAllSentInOrder() {
        bench.files.put("h", "from file\n");
        var header = new HttpConfig.Header("X-Many", List.of("1", "2"), List.of(Secret.of("3")), List.of("h"));

        bench.post(with(header, new HttpConfig.Header("X-One", List.of("z"), List.of(), List.of())), server.url("/"));

        assertThat(server.last().header("x-many")).isEqualTo("1|2|3|from file");
        assertThat(server.last().header("x-one")).isEqualTo("z");
        assertThat(server.last().header("content-type")).isEqualTo("application/json");
    }

    /** In the words of Alertmanager 0.33.1, which sends none of these either; it writes no more than the words. */
    @Test
    void headers_thatCannotBeSent_failNamingTheHeader() {
        bench.files.put("two lines", "CANARY\nCANARY");
        String name = "invalid header field name \"%s\" (expected: letters, digits and hyphens)";
        String value = "invalid header field value for \"%s\" (expected: one line without control characters)";
        Map<HttpConfig, String> configs = Map.of(
                with(new HttpConfig.Header("a b", List.of("CANARY"), List.of(), List.of())),
                name.formatted("a b"),
                with(new HttpConfig.Header("", List.of("CANARY"), List.of(), List.of())),
                name.formatted(""),
                with(new HttpConfig.Header("x-a", List.of("CANARY\r\nb: c"), List.of(), List.of())),
                value.formatted("X-A"),
                with(new HttpConfig.Header("x-b", List.of(), List.of(Secret.of("CANARY\0")), List.of())),
                value.formatted("X-B"),
                with(new HttpConfig.Header("x-c", List.of(), List.of(), List.of("two lines"))),
                value.formatted("X-C"),
                with(new Authentication.Header("Bearer", inline("CANARY\n"))),
                value.formatted("Authorization"),
                with(new Authentication.Header("Bear\r\ner", inline("CANARY"))),
                value.formatted("Authorization"),
                with(new Authentication.Header("Bearer", file("two lines"))),
                value.formatted("Authorization"));

        configs.forEach((config, why) ->
                assertThat(failure(bench.post(config, server.url("/")))).isEqualTo("Post \"<redacted>\": " + why));

        assertThat(server.asked()).isEmpty();
    }

    @Test
    void headers_tab_isSent() {
        bench.post(with(new HttpConfig.Header("X-A", List.of("x\ty"), List.of(), List.of())), server.url("/"));

        assertThat(server.last().header("x-a")).isEqualTo("x\ty");
    }
}
