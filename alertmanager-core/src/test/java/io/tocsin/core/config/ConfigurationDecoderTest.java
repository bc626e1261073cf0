package io.tocsin.core.config;

import static io.tocsin.core.config.Decoding.accept;
import static io.tocsin.core.config.Decoding.child;
import static io.tocsin.core.config.Decoding.decode;
import static io.tocsin.core.config.Decoding.global;
import static io.tocsin.core.config.Decoding.refuse;
import static io.tocsin.core.config.Decoding.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationDecoderTest {
    private static final String MINIMAL = "route: {receiver: a}\nreceivers: [{name: a}]\n";

    @Test
    void decode_minimal_hasAllDefaults() {
        Accepted accepted = accept(MINIMAL);
        assertThat(accepted.warnings()).isEmpty();
        assertThat(accepted.configuration().source()).isEqualTo(MINIMAL);
        assertThat(accepted.configuration().global().resolveTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(accepted.configuration().global().http()).isEqualTo(HttpConfig.DEFAULT);
        assertThat(accepted.configuration().route())
                .isEqualTo(new RouteConfig(
                        "a", null, null, null, null, Map.of(), Map.of(), List.of(), false, List.of(), List.of(),
                        Map.of(), List.of()));
        assertThat(accepted.configuration().receivers())
                .containsExactly(new ReceiverConfig("a", Labels.of("name", "a"), List.of()));
    }

    @Test
    void global_withoutContent_hasAllDefaults() {
        assertThat(accept("global:\n" + MINIMAL).configuration().global()).isEqualTo(GlobalConfig.DEFAULT);
        assertThat(global("").http()).isEqualTo(HttpConfig.DEFAULT);
    }

    @Test
    void global_resolveTimeout_isRead() {
        assertThat(global("resolve_timeout: 1d12h").resolveTimeout()).isEqualTo(Duration.ofHours(36));
        assertThat(global("resolve_timeout: 0").resolveTimeout()).isZero();
        assertThat(global("resolve_timeout: ").resolveTimeout()).isZero();
    }

    @Test
    void route_everyKey_isRead() {
        RouteConfig route = child("receiver: b, group_by: [x, 'y z'], group_wait: 0s, group_interval: 2m,"
                + " repeat_interval: 3d, match: {b: 1, a: x}, match_re: {c: 'd|e'}, matchers: ['z=\"1\"', a!=b],"
                + " continue: true, routes: [{group_by: []}]");
        assertThat(route.receiver()).isEqualTo("b");
        assertThat(route.groupBy()).containsExactly("x", "y z");
        assertThat(route.groupWait()).isZero();
        assertThat(route.groupInterval()).isEqualTo(Duration.ofMinutes(2));
        assertThat(route.repeatInterval()).isEqualTo(Duration.ofDays(3));
        assertThat(route.match()).containsExactly(Map.entry("b", "1"), Map.entry("a", "x"));
        assertThat(route.matchRe()).containsExactly(Map.entry("c", "d|e"));
        assertThat(route.matchers())
                .containsExactly(Matcher.of(MatchType.NOT_EQUAL, "a", "b"), Matcher.of(MatchType.EQUAL, "z", "1"));
        assertThat(route.continues()).isTrue();
        assertThat(route.routes())
                .singleElement()
                .satisfies(child -> assertThat(child.groupBy()).isEmpty());
    }

    @Test
    void route_nulls_areInherited() {
        RouteConfig route =
                child("receiver: , group_by: , group_wait: ~, group_interval: null, continue: , matchers: , routes: ");
        assertThat(route.receiver()).isNull();
        assertThat(route.groupBy()).isNull();
        assertThat(route.groupWait()).isNull();
        assertThat(route.groupInterval()).isNull();
        assertThat(route.matchers()).isEmpty();
    }

    @Test
    void route_emptyReceiver_isInherited() {
        assertThat(child("receiver: ''").receiver()).isNull();
    }

    @Test
    void route_allLabels_isOneElement() {
        assertThat(route("group_by: [..., '...']").groupBy()).containsExactly(RouteConfig.GROUP_BY_ALL);
    }

    @Test
    void route_listOfMatchersInOneText_isSplitAndSorted() {
        assertThat(child("matchers: ['{b=\"1\",a=~\"x,y\"}', 'c!~d']").matchers())
                .extracting(Matcher::toString)
                .containsExactly("a=~\"x,y\"", "b=\"1\"", "c!~\"d\"");
    }

    @Test
    void route_matcherOnlyClassic_isReadWithAWarning() {
        Accepted accepted = accept("route: {receiver: a, routes: [{matchers: ['a=b!c']}]}\nreceivers: [{name: a}]\n");
        assertThat(accepted.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.position().toString()).isEqualTo("conf/alertmanager.yml:1:43");
            assertThat(warning.hint().orElse("")).contains("a=\"b!c\"");
        });
    }

    @Test
    void route_emptyMatcherText_isIgnoredWithAWarning() {
        Accepted accepted = accept("route: {receiver: a, routes: [{matchers: ['', null]}]}\nreceivers: [{name: a}]\n");
        assertThat(accepted.configuration().route().routes().get(0).matchers()).isEmpty();
        assertThat(accepted.warnings()).hasSize(2);
    }

    @Test
    void labelNames_utf8_dependOnTheMode() {
        String text = "route: {receiver: a, group_by: [\"a b\"]}\nreceivers: [{name: a}]\n";
        assertThat(decode(text, MatcherMode.UTF8_STRICT)).isInstanceOf(Accepted.class);
        assertThat(decode(text, MatcherMode.CLASSIC)).isInstanceOf(Refused.class);
    }

    @Test
    void matchers_unquotedClassic_areRefusedInStrictMode() {
        String text = "route: {receiver: a, routes: [{matchers: ['a=b!c']}]}\nreceivers: [{name: a}]\n";
        assertThat(decode(text, MatcherMode.UTF8_STRICT)).isInstanceOf(Refused.class);
        assertThat(decode(text, MatcherMode.CLASSIC)).isInstanceOf(Accepted.class);
    }

    @Test
    void receivers_everyKey_isRead() {
        Configuration configuration = accept("""
                        route: {receiver: a}
                        receivers:
                          - name: a
                            labels: {team: x, n: 5, none: }
                            webhook_configs:
                              - text: one
                              - {text: two, send_resolved: false}
                          - name: b
                            labels: {name: b}
                            webhook_configs:
                        """).configuration();
        assertThat(configuration.receivers())
                .containsExactly(
                        new ReceiverConfig(
                                "a",
                                Labels.of("name", "a", "team", "x", "n", "5", "none", ""),
                                List.of(integration(0, true, "one"), integration(1, false, "two"))),
                        new ReceiverConfig("b", Labels.of("name", "b"), List.of()));
    }

    private static ConfiguredIntegration integration(int index, boolean sendResolved, String text) {
        return new ConfiguredIntegration(
                FakeIntegration.INSTANCE, index, new FakeIntegration.Settings(sendResolved, text, HttpConfig.DEFAULT));
    }

    @Test
    void receivers_nullElement_isIgnoredWithAWarning() {
        Accepted accepted = accept("route: {receiver: a}\nreceivers: [null, {name: a}]\n");
        assertThat(accepted.configuration().receivers()).hasSize(1);
        assertThat(accepted.warnings()).hasSize(1);
    }

    @Test
    void httpConfig_ofTheIntegration_replacesTheGlobalOneAsAWhole() {
        Configuration configuration = accept("""
                        global: {http_config: {enable_http2: false, follow_redirects: false}}
                        route: {receiver: a}
                        receivers: [{name: a, webhook_configs: [{}, {http_config: }, {http_config: {enable_http2: true}}]}]
                        """).configuration();
        assertThat(configuration.receivers().get(0).integrations())
                .extracting(integration -> ((FakeIntegration.Settings) integration.config()).http())
                .satisfiesExactly(
                        http -> assertThat(http).isSameAs(configuration.global().http()),
                        http -> assertThat(http).isSameAs(configuration.global().http()),
                        http -> assertThat(http).isEqualTo(HttpConfig.DEFAULT));
    }

    private static ConfigurationResult decodeToRun(String text) {
        return new ConfigurationDecoder(List.of(FakeIntegration.INSTANCE), MatcherMode.DEFAULT)
                .refusingToSend(List.of(FakeIntegration.INSTANCE))
                .decode("alertmanager.yml", text);
    }

    @Test
    void refusingToSend_receiverThatARouteUses_isRefusedByNameAndPlace() {
        assertThat(decodeToRun("""
                route: {receiver: a, routes: [{receiver: b}]}
                receivers:
                - name: a
                - name: b
                  webhook_configs: [{}, {}]
                """)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.originalText())
                    .isEqualTo("receiver \"b\" uses webhook_configs, which this version cannot send to yet");
            assertThat(refused.errors())
                    .singleElement()
                    .asString()
                    .startsWith("alertmanager.yml:5:20: receivers[1].webhook_configs: receiver \"b\" uses");
        });
    }

    @Test
    void refusingToSend_receiverThatNoRouteUses_isAccepted() {
        assertThat(decodeToRun("""
                route: {receiver: a}
                receivers: [{name: a, webhook_configs: []}, {name: b, webhook_configs: [{}]}]
                """)).isInstanceOf(ConfigurationResult.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inhibit_rules: []",
                "templates: []",
                "templates:",
                "time_intervals:",
                "mute_time_intervals: []",
                "tracing:",
                "event_recorder: {}",
            })
    void section_empty_isAcceptedWithoutAWord(String section) {
        assertThat(accept(MINIMAL + section + "\n").warnings()).isEmpty();
    }

    @Test
    void routeLabels_areReadInFileOrder() {
        assertThat(Decoding.route("labels: {b: x, a: '', 'c d': 5, e: '{ {x} }'}")
                        .labels())
                .containsExactly(entry("b", "x"), entry("a", ""), entry("c d", "5"), entry("e", "{ {x} }"));
        assertThat(Decoding.route("").labels()).isEmpty();
    }

    @Test
    void routeLabels_inClassicMode_haveClassicNames() {
        String text = "route: {receiver: a, labels: {'a b': x}}\nreceivers: [{name: a}]\n";
        assertThat(Decoding.decode(text, MatcherMode.CLASSIC))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.report())
                                .startsWith(
                                        Decoding.FILE + ":1:38: route.labels[\"a b\"]: invalid label name \"a b\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracing: {endpoint: x}", "event_recorder: {file_outputs: [{path: x}]}"})
    void section_withoutEffect_isAcceptedWithAWarningAtItsPlace(String section) {
        int column = section.indexOf('{') + 1;
        assertThat(accept(MINIMAL + section + "\n").warnings())
                .singleElement()
                .asString()
                .startsWith(Decoding.FILE + ":3:" + column + ": warning: ")
                .contains("yet");
    }

    @Test
    void refused_manyProblems_listsAllOfThem() {
        Refused refused = refuse("""
                global: {resolve_timeout: 5, foo: 1}
                route: {receiver: x, group_wait: 30 sec, bar: 2, routes: [{receiver: y}]}
                receivers: [{name: a}, {name: a}]
                """);
        assertThat(refused.errorCount()).isEqualTo(7);
        assertThat(refused.report().lines().filter(line -> !line.startsWith("    hint: ")))
                .hasSize(7)
                .allMatch(line -> line.startsWith("conf/alertmanager.yml:"));
    }

    @Test
    void refused_moreThanFifty_saysHowManyMore() {
        Refused refused = refuse("a: 1\n" + "b: 1\n".repeat(69) + MINIMAL);
        assertThat(refused.errors()).hasSize(50);
        assertThat(refused.errorCount()).isEqualTo(70);
        assertThat(refused.report()).endsWith("... and 20 more errors");
        assertThat(refuse("a: 1\n" + "b: 1\n".repeat(50) + MINIMAL).report()).endsWith("... and 1 more error");
    }
}
