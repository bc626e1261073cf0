package io.tocsin.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which routes somebody may well ask about, and which would only hide the answer. */
final class NearMissesTest {
    /** @param misses the receivers of the misses, in order */
    record Case(String name, String routes, List<String> labels, List<String> misses) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        List<String> down = List.of("alertname", "Down", "severity", "critical", "team", "db");
        return Stream.of(
                new Case("another value altogether", "{receiver: a, matchers: [severity=warning]}", down, List.of()),
                new Case("a label that the alert lacks", "{receiver: a, matchers: [zone=eu]}", down, List.of()),
                new Case("a typing error", "{receiver: a, matchers: [severity=critcal]}", down, List.of("a")),
                new Case("the letter case", "{receiver: a, matchers: [team=DB]}", down, List.of("a")),
                new Case("short values are all alike", "{receiver: a, matchers: [team=dx]}", down, List.of()),
                new Case("one of two", "{receiver: a, matchers: [team=db, severity=warning]}", down, List.of("a")),
                new Case(
                        "a negative matcher means little",
                        "{receiver: a, matchers: [team!=web, severity=warning]}",
                        down,
                        List.of()),
                new Case(
                        "not asked, and does not match",
                        "{receiver: a, matchers: [team=db]}, {receiver: b, matchers: [team=web]}",
                        down,
                        List.of()),
                new Case(
                        "not asked, and told by a route below",
                        "{receiver: a, matchers: [team=db]},"
                                + " {receiver: b, matchers: [team=db], routes: [{receiver: c}]}",
                        down,
                        List.of("c")),
                new Case(
                        "told all the same",
                        "{receiver: a, matchers: [severity=critcal], continue: true}, {receiver: a}",
                        down,
                        List.of()),
                new Case(
                        "the likeliest three",
                        "{receiver: a, matchers: [team=db, severity=x, zone=y]},"
                                + " {receiver: b, matchers: [team=db, zone=y]},"
                                + " {receiver: c, matchers: [severity=criticall]},"
                                + " {receiver: d, matchers: [team=db]}, {receiver: e, matchers: [team=db]}",
                        down,
                        List.of("e", "c", "b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void find(Case given) {
        var incident = new Incident("route: {receiver: root, routes: [" + given.routes() + "]}");

        List<NearMiss> misses =
                incident.explain(given.labels().toArray(new String[0])).nearMisses();

        assertThat(misses).extracting(miss -> miss.route().receiver()).isEqualTo(given.misses());
    }
}
