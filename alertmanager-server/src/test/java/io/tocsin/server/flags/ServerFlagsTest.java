package io.tocsin.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.notifiers.http.AddressPolicy;
import io.tocsin.server.flags.ServerOptions.LogFormat;
import io.tocsin.server.flags.ServerOptions.LogLevel;
import io.tocsin.server.http.HttpSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerFlagsTest {
    @Test
    void options_ofAnEmptyLine_areTheOriginalsDefaults() throws FlagException {
        ServerOptions options = options();
        assertThat(options.configFile()).isEqualTo(Path.of("alertmanager.yml"));
        assertThat(options.data())
                .isEqualTo(new ServerOptions.Data(
                        Optional.of(Path.of("data/")), false, Duration.ofDays(5), Duration.ofMinutes(15)));
        assertThat(options.alerts()).isEqualTo(new ServerOptions.Alerts(Duration.ofMinutes(30), 0));
        assertThat(options.dispatch()).isEqualTo(new ServerOptions.Dispatch(Duration.ofSeconds(30), Duration.ZERO));
        assertThat(options.silences()).isEqualTo(new ServerOptions.Silences(0, 0, false));
        assertThat(options.log()).isEqualTo(new ServerOptions.Log(LogLevel.INFO, LogFormat.LOGFMT));
        assertThat(options.web().listenAddresses()).containsExactly(":9093");
        assertThat(options.web().externalUrl()).isEmpty();
        assertThat(options.web().routePrefix()).isEmpty();
        assertThat(options.web().limits().timeout()).isZero();
        assertThat(options.web().limits().getConcurrency()).isGreaterThanOrEqualTo(8);
        assertThat(options.cluster().listenAddress()).isEqualTo("0.0.0.0:9094");
        assertThat(options.cluster().isRequested()).isFalse();
        assertThat(options.cluster().timings())
                .isEqualTo(new ServerOptions.ClusterTimings(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(15),
                        Duration.ofMillis(200),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        Duration.ofHours(6)));
    }

    @Test
    void options_ofTheHelmChart_areUnderstood() throws FlagException {
        // given: what prometheus-community/alertmanager passes for several replicas
        ServerOptions options = options(
                "--storage.path=/alertmanager",
                "--config.file=/etc/alertmanager/alertmanager.yml",
                "--cluster.advertise-address=[192.0.2.7]:9094",
                "--cluster.listen-address=0.0.0.0:9094",
                "--cluster.peer=alertmanager-0.alertmanager-headless:9094",
                "--cluster.peer=alertmanager-1.alertmanager-headless:9094",
                "--web.external-url=https://example.org/alerts");
        // then
        options.check();
        assertThat(options.cluster().peers()).hasSize(2);
        assertThat(options.cluster().advertiseAddress()).isEqualTo("[192.0.2.7]:9094");
        assertThat(options.web().externalUrl()).isEqualTo("https://example.org/alerts");
    }

    @Test
    void cluster_isStartedWhereThereIsSomebodyToLookForOrToBeFoundBy() throws FlagException {
        assertThat(options().cluster().isEnabled()).isTrue();
        assertThat(options().cluster().isStarted()).isFalse();
        assertThat(options("--cluster.peer=other:9094").cluster().isStarted()).isTrue();
        assertThat(options("--cluster.listen-address=0.0.0.0:9094").cluster().isStarted())
                .isTrue();
        assertThat(options("--cluster.peer=other:9094", "--cluster.listen-address=")
                        .cluster()
                        .isStarted())
                .isFalse();
        assertThat(options("--cluster.secret-file=/run/secret").cluster().secretFile())
                .isEqualTo("/run/secret");
        assertThat(options().cluster().secretFile()).isEmpty();
    }

    @Test
    void storage_emptyPath_isMemoryOnly() throws FlagException {
        assertThat(options("--storage.path=").data().path()).isEmpty();
        assertThat(options("--storage.path", "").data().path()).isEmpty();
        assertThat(options("--storage.recover").data().recovers()).isTrue();
    }

    @Test
    void denyCidr_repeatedAndInLists_deniesAllOfThem() throws FlagException {
        AddressPolicy policy = options("--notify.deny-cidr=10.0.0.0/8,fd00::/8", "--notify.deny-cidr", "127.0.0.0/8")
                .notifications()
                .deniedAddresses();

        assertThat(policy.denies(new byte[] {10, 1, 2, 3})).contains("10.0.0.0/8");
        assertThat(policy.denies(new byte[] {127, 0, 0, 1})).contains("127.0.0.0/8");
        assertThat(options().notifications().deniedAddresses().isEmpty()).isTrue();
    }

    @Test
    void denyCidr_noBlock_isRefused() {
        assertThatThrownBy(() -> options("--notify.deny-cidr=10.0.0.0/8,internal"))
                .isInstanceOf(FlagException.class)
                .hasMessageContaining(
                        "--notify.deny-cidr: expected blocks such as 10.0.0.0/8 or fd00::/8, got \"internal\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "-1s", "-10h"})
    void options_timeoutThatIsNoTime_isNone(String timeout) throws FlagException {
        assertThat(options("--web.timeout=" + timeout).web().limits().timeout()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--cluster.listen-address=x",
                "--cluster.listen-address=x:abc",
                "--cluster.listen-address=127.0.0.1:",
                "--cluster.listen-address=127.0.0.1:65536",
                "--cluster.listen-address=[::1",
                "--cluster.listen-address=::1:80",
                "--cluster.advertise-address=10.0.0.1",
                "--cluster.peer=other",
            })
    void check_clusterAddressThatIsNone_isRefusedWhileThereIsACluster(String flag) throws FlagException {
        ServerOptions options = options(flag);
        assertThatThrownBy(options::check)
                .isInstanceOf(FlagException.class)
                .hasMessageStartingWith(flag.split("=")[0] + ": expected an address with a port");
    }

    @Test
    void check_clusterAddresses_areTakenOrWithoutACluster_notLookedAt() throws FlagException {
        options(
                        "--cluster.listen-address=[::1]:0",
                        "--cluster.peer=other:abc",
                        "--cluster.advertise-address=10.0.0.1:1")
                .check();
        options("--cluster.listen-address=", "--cluster.peer=other").check();
    }

    @Test
    void eventStreams_areANumberThatIsNotNegative() throws FlagException {
        assertThat(options().web().limits().eventStreamsMax()).isEqualTo(HttpSettings.Streams.MAX_DEFAULT);
        assertThat(options("--web.max-event-streams=0").web().limits().eventStreamsMax())
                .isZero();
        options("--web.max-event-streams=0").check();
        assertThatThrownBy(() -> options("--web.max-event-streams=-1").check())
                .hasMessage("--web.max-event-streams must be from 0 to 2147483647, got -1");
    }

    @Test
    void options_ofThePrometheusOperator_areUnderstood() throws FlagException {
        // given: what its stateful set passes, spellings included that the original itself refuses
        ServerOptions options = options(
                "--config.file=/etc/alertmanager/config_out/alertmanager.env.yaml",
                "--storage.path=/alertmanager",
                "--data.retention=120h",
                "--cluster.listen-address=",
                "--web.listen-address=:9093",
                "--web.external-url=http://alertmanager.example.org/",
                "--enable-feature=classic-mode",
                "--web.route-prefix=/",
                "--web.get-concurrency=5",
                "--web.timeout=30",
                "--silences.max-silences=100",
                "--silences.max-per-silence-bytes=4096",
                "--dispatch.start-delay=60s",
                "--log.level=warn",
                "--log.format=json",
                "--cluster.peer=alertmanager-main-0.alertmanager-operated:9094",
                "--cluster.peer=alertmanager-main-1.alertmanager-operated:9094",
                "--cluster.label=monitoring/main",
                "--cluster.reconnect-timeout=5m",
                "--web.config.file=/etc/alertmanager/web_config/web-config.yaml");
        // then
        options.check();
        assertThat(options.web().limits().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.web().limits().getConcurrency()).isEqualTo(5);
        assertThat(options.silences().maxSilenceSizeBytes()).isEqualTo(4096);
        assertThat(options.cluster().isEnabled()).isFalse();
        assertThat(options.cluster().peers()).hasSize(2);
        assertThat(options.log()).isEqualTo(new ServerOptions.Log(LogLevel.WARN, LogFormat.JSON));
    }

    @ParameterizedTest
    @CsvSource({
        "--log.level=foo, unrecognized log level foo",
        "--log.level=, 'unrecognized log level '",
        "--log.format=JSON, unrecognized log format JSON",
        "--auto-gomemlimit.ratio=x, 'strconv.ParseFloat: parsing \"x\": invalid syntax'",
        "--data.retention=30, 'time: missing unit in duration \"30\"'",
    })
    void value_ofTheWrongForm_isAnsweredAsTheOriginalDoes(String word, String error) {
        assertThatThrownBy(() -> options(word)).hasMessage(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "Warn", "DEBUG", "error"})
    void logLevel_inAnyCase_isRead(String level) throws FlagException {
        assertThat(options("--log.level=" + level).log().level()).isNotNull();
    }

    static Stream<String> durationsThatMustBePositive() {
        return Stream.of(
                "data.retention",
                "data.maintenance-interval",
                "alerts.gc-interval",
                "dispatch.maintenance-interval",
                "cluster.peer-timeout",
                "cluster.peers-resolve-timeout",
                "cluster.gossip-interval",
                "cluster.pushpull-interval",
                "cluster.tcp-timeout",
                "cluster.probe-timeout",
                "cluster.probe-interval",
                "cluster.reconnect-interval",
                "cluster.reconnect-timeout");
    }

    @ParameterizedTest
    @MethodSource("durationsThatMustBePositive")
    void duration_ofZero_isRefused(String flag) throws FlagException {
        ServerOptions options = options("--" + flag + "=0s");
        assertThatThrownBy(options::check).hasMessage("--" + flag + " must be greater than 0, got 0s");
    }

    @ParameterizedTest
    @MethodSource("durationsThatMustBePositive")
    void clusterDuration_withoutCluster_isNotChecked(String flag) throws FlagException {
        if (flag.startsWith("cluster.")) {
            options("--" + flag + "=0s", "--cluster.listen-address=").check();
        }
    }

    @Test
    void clusterSecret_thatIsEmpty_isRefused() {
        assertThatThrownBy(() -> options("--cluster.secret-file=").check())
                .hasMessageStartingWith("--cluster.secret-file is empty");
    }

    @Test
    void settleTimeout_ofZero_isAllowed() throws FlagException {
        options("--cluster.settle-timeout=0s").check();
    }

    @Test
    void memoryRatio_isCheckedWithItsFeatureOnly() throws FlagException {
        options("--auto-gomemlimit.ratio=2").check();
        ServerOptions options = options("--auto-gomemlimit.ratio=2", "--enable-feature=auto-gomemlimit");
        assertThatThrownBy(options::check)
                .hasMessage("--auto-gomemlimit.ratio must be greater than 0 and less than or equal to 1.");
    }

    @Test
    void clusterTls_isRefusedWithTheReason() throws FlagException {
        ServerOptions options = options("--cluster.tls-config=tls.yml");
        assertThatThrownBy(options::check).hasMessageStartingWith("--cluster.tls-config: not supported");
    }

    @ParameterizedTest
    @CsvSource({
        "foo, unknown option 'foo' for --enable-feature",
        "'classic-mode,', unknown option '' for --enable-feature",
        "'classic-mode, event-recorder', unknown option ' event-recorder' for --enable-feature",
        "auto-gomaxprocs, unknown option 'auto-gomaxprocs' for --enable-feature",
        "'classic-mode,utf8-strict-mode', cannot have both classic and UTF-8 modes enabled",
    })
    void features_thatCannotBe_areRefused(String list, String error) {
        assertThatThrownBy(() -> Feature.parseList(list)).hasMessage(error);
    }

    @Test
    void features_ofTheOriginal_areAllKnown() throws FlagException {
        assertThat(Feature.parseList("alert-names-in-metrics,receiver-name-in-metrics,group-key-in-metrics,"
                        + "classic-mode,auto-gomemlimit,event-recorder"))
                .hasSize(6);
        assertThat(Feature.parseList("")).isEmpty();
    }

    @Test
    void flagsWithoutEffect_thatWereGiven_areNamed() throws FlagException {
        Invocation line = line("--auto-gomemlimit.ratio=0.5", "--cluster.label=x", "--data.retention=1h");
        assertThat(ServerFlags.givenWithoutEffect(line)).containsExactly("--auto-gomemlimit.ratio");
    }

    @ParameterizedTest
    @CsvSource({
        ":9093, '', 9093, [::]:9093",
        "127.0.0.1:0, 127.0.0.1, 0, 127.0.0.1:0",
        "[::1]:9100, ::1, 9100, [::1]:9100",
        "localhost:80, localhost, 80, localhost:80",
    })
    void listenAddress_ofHostAndPort_isRead(String text, String host, int port, String shown) throws FlagException {
        assertThat(ListenAddress.parse(text)).isEqualTo(new ListenAddress(host, port));
        assertThat(ListenAddress.parse(text).display()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:1,127.0.0.1:1",
        "127.0.0.1:2,127.0.0.1:2",
        "[::1]:3,[::1]:3",
        "[0:0::1]:4,[::1]:4",
        ":5,[::]:5"
    })
    void listenAddress_resolved_showsTheAddressAsTheOriginalDoes(String text, String shown) throws Exception {
        assertThat(ListenAddress.parse(text).resolved().display()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9093", "localhost", "[::1]", "::1:9093:", "a:b:1", ":70000", ":http", "vsock://:9093", ""})
    void listenAddress_ofSomethingElse_isRefused(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text)).isInstanceOf(FlagException.class);
    }

    private static Invocation line(String... words) throws FlagException {
        return CommandLine.parse(ServerFlags.program(), List.of(words));
    }

    private static ServerOptions options(String... words) throws FlagException {
        return ServerFlags.options(line(words));
    }
}
