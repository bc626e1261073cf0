package io.tocsin.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.tls.TestCertificates;
import io.tocsin.core.tls.TestCertificates.Pair;
import io.tocsin.server.flags.ServerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients see of an entrance, over real connections. */
final class EntranceTest {
    private static final String TLS = "tls_server_config:\n  cert_file: server.pem\n  key_file: server.key\n";
    private static final String ALICE =
            "basic_auth_users: {alice: '$2y$04$QOauhQNbBCuQDKes6eFzPexcky/.fTxXXRDg19aNXGBnT3EjOZCva'}\n";

    @TempDir
    private static Path folder;

    private static Pair trusted;
    private static Pair stranger;

    @BeforeAll
    static void makeCertificates() {
        var certificates = new TestCertificates(folder);
        certificates.server();
        certificates.authority("ca");
        trusted = certificates.issue(
                "ca",
                "client",
                "-ext",
                "san=dns:prometheus,ip:0:0:0:0:0:0:0:1,uri:spiffe://prometheus,email:p@example.com");
        stranger = certificates.selfSigned("stranger");
    }

    private static EntranceBench bench(String webConfig) throws Exception {
        return new EntranceBench(folder, webConfig);
    }

    private static String[] basic(String name, String password) {
        byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(both)};
    }

    // --- without TLS ---

    @Test
    void ask_nothingConfigured_letsEverybodyIn() throws Exception {
        try (var bench = bench("")) {
            assertThat(bench.client().get().body()).isEqualTo("anonymous");
        }
    }

    @Test
    void ask_passwords_letsInWhoHasOne() throws Exception {
        try (var bench = bench(ALICE)) {
            HttpResponse<String> without = bench.client().get();
            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Basic");
            assertThat(without.body()).isEqualTo("Unauthorized");

            assertThat(bench.client().get(basic("alice", "fakepassword")).body())
                    .isEqualTo("user:alice");
            assertThat(bench.client().get(basic("alice", "wrong")).statusCode()).isEqualTo(401);
            assertThat(bench.client().get(basic("bob", "fakepassword")).statusCode())
                    .isEqualTo(401);
            assertThat(bench.client().get("Authorization", "Bearer x").statusCode())
                    .isEqualTo(401);
            assertThat(bench.client().get("Authorization", "Basic ***").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void ask_headers_areOnEveryAnswer() throws Exception {
        String headers =
                "http_server_config: {headers: {X-Frame-Options: deny, Strict-Transport-Security: max-age=9}}\n";
        try (var bench = bench(headers + ALICE)) {
            for (String[] credentials : List.of(basic("alice", "fakepassword"), basic("alice", "wrong"))) {
                HttpResponse<String> answer = bench.client().get(credentials);
                assertThat(answer.headers().firstValue("X-Frame-Options")).contains("deny");
                assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                        .contains("max-age=9");
            }
        }
    }

    @Test
    void ask_rateLimit_refusesWhatIsBeyond() throws Exception {
        try (var bench = bench("rate_limit: {interval: 1s, burst: 2}\n")) {
            assertThat(bench.client().get().statusCode()).isEqualTo(200);
            assertThat(bench.client().get().statusCode()).isEqualTo(200);
            HttpResponse<String> third = bench.client().get();
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.body()).isEqualTo("Too Many Requests");

            bench.nanos.addAndGet(1_000_000_000L);
            assertThat(bench.client().get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void ask_proxyThatIsTrusted_namesTheCaller() throws Exception {
        Callers callers = CallerFlags.callers(new ServerOptions.Callers("X-Forwarded-User", "127.0.0.0/8", List.of()));
        try (var bench = new EntranceBench(folder, ALICE, callers)) {
            String[] alice = basic("alice", "fakepassword");
            assertThat(bench.client().get(alice).body()).isEqualTo("user:alice");
            assertThat(bench.client()
                            .get(alice[0], alice[1], "X-Forwarded-User", "carol")
                            .body())
                    .isEqualTo("proxied:carol");
            assertThat(bench.client()
                            .get(alice[0], alice[1], "X-Forwarded-User", "carol", "X-Forwarded-User", "mallory")
                            .body())
                    .isEqualTo("user:alice");
        }
    }

    /** Trusted are 127.0.0.0/8 and 10.0.0.0/8. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the proxy's client       | 192.0.2.7                      | 192.0.2.7",
                "past a second proxy      | 192.0.2.7, 10.1.2.3            | 192.0.2.7",
                "not what the client says | 198.51.100.1, 192.0.2.7        | 192.0.2.7",
                "of another version       | 2001:db8::7                    | 2001:db8::7",
                "no address               | unknown                        | 127.0.0.1",
                "no address behind one    | unknown, 10.1.2.3              | 10.1.2.3",
                "nobody but proxies       | 10.1.2.4, 10.1.2.3             | 10.1.2.4",
                "nothing                  | ''                             | 127.0.0.1"
            })
    void ask_proxyThatIsTrusted_saysWhereTheCallerIs(String name, String forwarded, String address) throws Exception {
        Callers callers = CallerFlags.callers(new ServerOptions.Callers("X-User", "127.0.0.0/8,10.0.0.0/8", List.of()));
        try (var bench = new EntranceBench(folder, "", callers)) {
            assertThat(bench.client()
                            .get("X-Forwarded-For", forwarded)
                            .headers()
                            .firstValue(EntranceBench.ADDRESS))
                    .contains(address);
        }
    }

    @Test
    void ask_nobodyIsTrusted_addressIsThatOfTheConnection() throws Exception {
        try (var bench = new EntranceBench(folder, "", Callers.NOT_PROXIED)) {
            assertThat(bench.client()
                            .get("X-Forwarded-For", "192.0.2.7")
                            .headers()
                            .firstValue(EntranceBench.ADDRESS))
                    .contains("127.0.0.1");
        }
    }

    /** Byte by byte, as Java's client sends no such header. */
    @ParameterizedTest
    @CsvSource({"61c3a96c, aél", "61e96c, aél", "c383, Ã"})
    void ask_proxyNamesSomebodyBeyondAscii_isReadAsUtf8WhereItIs(String name, String caller) throws Exception {
        Callers callers = CallerFlags.callers(new ServerOptions.Callers("X-User", "127.0.0.0/8", List.of()));
        try (var bench = new EntranceBench(folder, "", callers);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.port)) {
            OutputStream out = socket.getOutputStream();
            out.write("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\nX-User: ".getBytes(StandardCharsets.US_ASCII));
            out.write(HexFormat.of().parseHex(name));
            out.write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).endsWith("\r\n\r\nproxied:" + caller);
        }
    }

    @Test
    void ask_proxyThatIsNotTrusted_isNotBelieved() throws Exception {
        Callers callers = CallerFlags.callers(new ServerOptions.Callers("X-Forwarded-User", "10.0.0.0/8", List.of()));
        try (var bench = new EntranceBench(folder, "", callers)) {
            assertThat(bench.client().get("X-Forwarded-User", "carol").body()).isEqualTo("anonymous");
        }
    }

    // --- TLS ---

    @Test
    void ask_tls_speaksHttp2UnlessTurnedOff() throws Exception {
        try (var bench = bench(TLS)) {
            assertThat(bench.client().get().version()).isEqualTo(Version.HTTP_2);
        }
        try (var bench = bench(TLS + "http_server_config: {http2: false}\n")) {
            assertThat(bench.client().get().version()).isEqualTo(Version.HTTP_1_1);
        }
    }

    /** Who is let in, and as whom; a dash is for a connection that is refused. */
    @ParameterizedTest
    @CsvSource({
        "NoClientCert, anonymous, anonymous, anonymous",
        "RequestClientCert, anonymous, anonymous, anonymous",
        "RequireAnyClientCert, -, anonymous, anonymous",
        "RequireClientCert, -, anonymous, anonymous",
        "VerifyClientCertIfGiven, anonymous, 'cert:CN=client,O=Tocsin', -",
        "RequireAndVerifyClientCert, -, 'cert:CN=client,O=Tocsin', -",
    })
    void ask_clientAuthType_decidesWhoComesIn(String type, String without, String withTrusted, String withStranger)
            throws Exception {
        String authority = type.equals("NoClientCert") ? "" : "  client_ca_file: ca.pem\n";
        try (var bench = bench(TLS + authority + "  client_auth_type: " + type + "\n")) {
            assertThat(outcome(bench.client())).isEqualTo(without);
            assertThat(outcome(bench.client().with(trusted))).isEqualTo(withTrusted);
            assertThat(outcome(bench.client().with(stranger))).isEqualTo(withStranger);
        }
    }

    /** In the way in which flags name it, whatever Java calls its attributes. */
    @Test
    void ask_subjectWithAttributesThatJavaKnowsByNumber_isNamedAsByOpenssl() throws Exception {
        Pair odd = new TestCertificates(folder)
                .selfSigned(
                        "odd", "-ext", "bc:c", "-dname", "EMAILADDRESS=p@example.com,SERIALNUMBER=4711,GIVENNAME=Anna");
        try (var bench = bench(TLS + "  client_ca_file: odd.pem\n  client_auth_type: RequireAndVerifyClientCert\n")) {
            assertThat(outcome(bench.client().with(odd)))
                    .isEqualTo("cert:emailAddress=p@example.com,serialNumber=4711,GN=Anna");
        }
    }

    private static String outcome(EntranceBench.Client client) throws Exception {
        try {
            return client.get().body();
        } catch (IOException e) {
            return "-";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus", "'::1'", "spiffe://prometheus", "p@example.com", "nobody, prometheus"})
    void ask_allowedName_isLetIn(String names) throws Exception {
        try (var bench = bench(withNames("RequireAndVerifyClientCert", names))) {
            assertThat(outcome(bench.client().with(trusted))).isEqualTo("cert:CN=client,O=Tocsin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "client", "Prometheus", "127.0.0.1"})
    void ask_otherName_isRefused(String names) throws Exception {
        try (var bench = bench(withNames("RequireAndVerifyClientCert", names))) {
            assertThat(outcome(bench.client().with(trusted))).isEqualTo("-");
        }
    }

    /** As with the original, whose check of names cannot do without a certificate. */
    @Test
    void ask_allowedNamesAndNoCertificate_isRefused() throws Exception {
        try (var bench = bench(withNames("VerifyClientCertIfGiven", "prometheus"))) {
            assertThat(outcome(bench.client())).isEqualTo("-");
            assertThat(outcome(bench.client().with(trusted))).isEqualTo("cert:CN=client,O=Tocsin");
        }
    }

    private static String withNames(String type, String names) {
        return TLS + "  client_ca_file: ca.pem\n  client_auth_type: " + type + "\n  client_allowed_sans: [" + names
                + "]\n";
    }

    @Test
    void ask_authorityFileWithoutCertificates_letsNobodyIn() throws Exception {
        String tls = TLS + "  client_ca: junk\n  client_auth_type: RequireAndVerifyClientCert\n";
        try (var bench = bench(tls)) {
            assertThat(outcome(bench.client().with(trusted))).isEqualTo("-");
        }
    }

    @Test
    void ask_platformAuthorities_doNotKnowOurs() throws Exception {
        try (var bench = bench(TLS + "  client_auth_type: RequireAndVerifyClientCert\n")) {
            assertThat(outcome(bench.client().with(trusted))).isEqualTo("-");
        }
    }

    @ParameterizedTest
    @CsvSource({"min_version, TLS13, TLSv1.2", "max_version, TLS12, TLSv1.3"})
    void ask_otherVersion_isRefused(String key, String version, String client) throws Exception {
        try (var bench = bench(TLS + "  " + key + ": " + version + "\n")) {
            assertThat(outcome(bench.client().with(tls -> tls.setProtocols(new String[] {client}))))
                    .isEqualTo("-");
            assertThat(outcome(bench.client())).isEqualTo("anonymous");
        }
    }

    @Test
    void ask_lowestAboveHighestVersion_letsNobodyIn() throws Exception {
        try (var bench = bench(TLS + "  min_version: TLS13\n  max_version: TLS12\n")) {
            assertThat(outcome(bench.client())).isEqualTo("-");
        }
    }

    @Test
    void ask_cipherSuites_countForTls12Alone() throws Exception {
        String suite = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        try (var bench = bench(TLS + "  cipher_suites: [" + suite + "]\n")) {
            assertThat(outcome(bench.client())).isEqualTo("anonymous");
            assertThat(outcome(bench.client().with(tls -> {
                        tls.setProtocols(new String[] {"TLSv1.2"});
                        tls.setCipherSuites(new String[] {suite});
                    })))
                    .isEqualTo("anonymous");
            assertThat(outcome(bench.client().with(tls -> {
                        tls.setProtocols(new String[] {"TLSv1.2"});
                        tls.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"});
                    })))
                    .isEqualTo("-");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void ask_groups_areLimited(String version) throws Exception {
        try (var bench = bench(TLS + "  curve_preferences: [CurveP256, CurveP384]\n")) {
            assertThat(outcome(limited(bench, version, "secp256r1"))).isEqualTo("anonymous");
            assertThat(outcome(limited(bench, version, "secp384r1", "secp256r1")))
                    .isEqualTo("anonymous");
            assertThat(outcome(limited(bench, version, "x25519"))).isEqualTo("-");
        }
    }

    private static EntranceBench.Client limited(EntranceBench bench, String version, String... groups) {
        return bench.client().with(tls -> {
            tls.setProtocols(new String[] {version});
            tls.setAlgorithmConstraints(new GroupLimit(Set.of(groups)));
        });
    }

    // --- files that change ---

    @Test
    void loadAgainIfChanged_passwordReplaced_isInForceAtOnce() throws Exception {
        try (var bench = bench(ALICE)) {
            bench.client().get(basic("alice", "fakepassword"));
            bench.write(ALICE.replace("alice", "bob"));

            bench.entrance.loadAgainIfChanged();

            assertThat(bench.client().get(basic("alice", "fakepassword")).statusCode())
                    .isEqualTo(401);
            assertThat(bench.client().get(basic("bob", "fakepassword")).body()).isEqualTo("user:bob");
        }
    }

    /** A guesser's flood must not lock out who was known before an unrelated change. */
    @Test
    void loadAgainIfChanged_somethingElseChanged_passwordsStayKnown() throws Exception {
        List<Runnable> computations = new CopyOnWriteArrayList<>();
        try (var bench = new EntranceBench(folder, ALICE, Callers.NOT_PROXIED, task -> {
            computations.add(task);
            task.run();
        })) {
            bench.client().get(basic("alice", "fakepassword"));
            bench.write(ALICE + "# A comment.\n");

            bench.entrance.loadAgainIfChanged();

            assertThat(bench.client().get(basic("alice", "fakepassword")).body())
                    .isEqualTo("user:alice");
            assertThat(computations).hasSize(1);
        }
    }

    @Test
    void loadAgainIfChanged_certificateReplaced_isShownToNewConnections() throws Exception {
        Path pem = folder.resolve("changing.pem");
        Path key = folder.resolve("changing.key");
        copy("server", pem, key);
        try (var bench = bench(TLS.replace("server.", "changing."))) {
            var old = bench.client();
            old.get();
            copy("stranger", pem, key);

            bench.entrance.loadAgainIfChanged();

            var young = bench.client();
            young.get();
            assertThat(subject(old)).contains("CN=server");
            assertThat(subject(young)).contains("CN=stranger");
            assertThat(old.get().body()).isEqualTo("anonymous");
        }
    }

    private static void copy(String name, Path pem, Path key) throws IOException {
        Files.copy(folder.resolve(name + ".pem"), pem, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(folder.resolve(name + ".key"), key, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String subject(EntranceBench.Client client) {
        return client.server().orElseThrow().getSubjectX500Principal().getName();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls_server_config: [",
                "tls_server_config: {cert_file: server.pem, key_file: other.key}",
                "",
                "tls_server_config: {cert_file: server.pem, key_file: server.key}\nhttp_server_config: {http2: false}"
            })
    void loadAgainIfChanged_fileIsNoGoodNow_keepsTheOneBefore(String broken) throws Exception {
        try (var bench = bench(TLS + ALICE)) {
            bench.write(broken);
            bench.entrance.loadAgainIfChanged();

            assertThat(bench.client().get(basic("alice", "fakepassword")).body())
                    .isEqualTo("user:alice");
            assertThat(bench.client().get().statusCode()).isEqualTo(401);
            assertThat(exposed(bench)).contains("tocsin_web_config_last_reload_successful 0.0");

            bench.write(TLS + ALICE.replace("alice", "bob"));
            bench.entrance.loadAgainIfChanged();
            assertThat(bench.client().get(basic("bob", "fakepassword")).body()).isEqualTo("user:bob");
            assertThat(exposed(bench)).contains("tocsin_web_config_last_reload_successful 1.0");
        }
    }

    /** Reading a pipe would wait for ever, and nothing would be loaded again. */
    @Test
    @Timeout(60)
    void loadAgainIfChanged_fileIsAPipeForAWhile_isLoadedAfterwards() throws Exception {
        try (var bench = bench(ALICE)) {
            Files.delete(folder.resolve("web.yml"));
            int made = new ProcessBuilder("mkfifo", folder.resolve("web.yml").toString())
                    .start()
                    .waitFor();
            assertThat(made).isZero();
            bench.entrance.loadAgainIfChanged();
            assertThat(exposed(bench)).contains("tocsin_web_config_last_reload_successful 0.0");

            Files.delete(folder.resolve("web.yml"));
            bench.write(ALICE.replace("alice", "bob"));
            bench.entrance.loadAgainIfChanged();

            assertThat(bench.client().get(basic("bob", "fakepassword")).body()).isEqualTo("user:bob");
        }
    }

    private static String exposed(EntranceBench bench) {
        return new String(bench.metrics.exposition().page("", false).body(), StandardCharsets.UTF_8);
    }

    /** A certificate that was not verified when its connection was made proves nothing later either. */
    @Test
    void loadAgainIfChanged_certificatesAreVerifiedFromNowOn_oldConnectionProvesNothing() throws Exception {
        String any = TLS + "  client_ca_file: ca.pem\n  client_auth_type: RequireAnyClientCert\n";
        try (var bench = bench(any)) {
            var old = bench.client().with(trusted);
            assertThat(old.get().body()).isEqualTo("anonymous");
            bench.write(any.replace("RequireAnyClientCert", "RequireAndVerifyClientCert"));

            bench.entrance.loadAgainIfChanged();

            assertThat(old.get().body()).isEqualTo("anonymous");
            assertThat(bench.client().with(trusted).get().body()).isEqualTo("cert:CN=client,O=Tocsin");
        }
    }

    @Test
    void constructor_badFile_isRefused() {
        assertThatThrownBy(() -> bench("tls_server_config: {cert_file: no.pem, key_file: server.key}"))
                .hasMessageStartingWith("failed to read cert_file (");
    }
}
