package io.tocsin.core.inhibit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.HeldAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class InhibitorTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Labels TARGET = Labels.of("kind", "target", "cluster", "a");

    private final InhibitRule rule = rule("kind", "source", "kind", "target", "cluster");
    private final Inhibitor inhibitor = new Inhibitor(List.of(rule));

    @Test
    void source_firesWithEqualValues_inhibits() {
        HeldAlert source = fire(Labels.of("kind", "source", "cluster", "a"));

        assertThat(inhibitor.inhibitionOf(TARGET, NOW)).contains(new Inhibition(0, rule, source.alert()));
    }

    @Test
    void source_hasOtherEqualValue_doesNot() {
        fire(Labels.of("kind", "source", "cluster", "b"));

        assertThat(inhibitor.inhibitionOf(TARGET, NOW)).isEmpty();
    }

    @Test
    void equalLabel_absentOnBoth_countsAsEqual() {
        fire(Labels.of("kind", "source"));

        assertThat(inhibitor.inhibitionOf(Labels.of("kind", "target"), NOW)).isPresent();
        assertThat(inhibitor.inhibitionOf(TARGET, NOW)).isEmpty();
    }

    @Test
    void source_itsEndPasses_inhibitsNoLonger() {
        fire(Labels.of("kind", "source", "cluster", "a"), NOW.plusSeconds(10));

        assertThat(inhibitor.inhibitionOf(TARGET, NOW.plusSeconds(9))).isPresent();
        assertThat(inhibitor.inhibitionOf(TARGET, NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void source_isRefreshed_inhibitsOnWithoutBeingToldAgain() {
        HeldAlert source = fire(Labels.of("kind", "source", "cluster", "a"), NOW.plusSeconds(10));

        source.update(alert(source.alert().labels(), NOW.plusSeconds(60)));

        assertThat(inhibitor.inhibitionOf(TARGET, NOW.plusSeconds(30))).isPresent();
    }

    @Test
    void twoSources_oneEnds_otherStillInhibits() {
        // given
        HeldAlert first = fire(Labels.of("kind", "source", "cluster", "a", "instance", "1"));
        HeldAlert second = fire(Labels.of("kind", "source", "cluster", "a", "instance", "2"));
        Alert named = inhibitor.inhibitionOf(TARGET, NOW).orElseThrow().source();
        HeldAlert ends = named.equals(first.alert()) ? first : second;
        HeldAlert stays = ends.equals(first) ? second : first;

        // when
        inhibitor.ended(ends.alert().labels());

        // then
        assertThat(inhibitor.inhibitionOf(TARGET, NOW).orElseThrow().source()).isEqualTo(stays.alert());
    }

    @Test
    void twoSources_namedOneEndsByTime_otherIsNamed() {
        HeldAlert shorter = fire(Labels.of("kind", "source", "cluster", "a", "instance", "1"), NOW.plusSeconds(10));
        HeldAlert longer = fire(Labels.of("kind", "source", "cluster", "a", "instance", "2"), NOW.plusSeconds(20));

        assertThat(inhibitor.inhibitionOf(TARGET, NOW).orElseThrow().source()).isIn(shorter.alert(), longer.alert());
        assertThat(inhibitor
                        .inhibitionOf(TARGET, NOW.plusSeconds(15))
                        .orElseThrow()
                        .source())
                .isEqualTo(longer.alert());
    }

    @Test
    void bothSides_alertsMatchBoth_doNotInhibitEachOther() {
        // given
        Inhibitor both = new Inhibitor(List.of(rule("severity", "page", "severity", "page", "cluster")));
        both.fires(new HeldAlert(alert(Labels.of("severity", "page", "cluster", "a", "n", "1"), NOW.plusSeconds(10))));

        // then
        assertThat(both.inhibitionOf(Labels.of("severity", "page", "cluster", "a", "n", "2"), NOW))
                .isEmpty();
    }

    @Test
    void bothSides_twoSidedSourceBesideOneSided_oneSidedInhibits() {
        // given
        InhibitRule wide = new InhibitRule(
                "",
                List.of(Matcher.of(MatchType.REGEX, "severity", "page|crit")),
                List.of(Matcher.of(MatchType.EQUAL, "severity", "page")),
                List.of());
        Inhibitor both = new Inhibitor(List.of(wide));
        both.fires(new HeldAlert(alert(Labels.of("severity", "page", "n", "1"), NOW.plusSeconds(10))));
        Labels page = Labels.of("severity", "page", "n", "2");
        assertThat(both.inhibitionOf(page, NOW)).isEmpty();

        // when
        both.fires(new HeldAlert(alert(Labels.of("severity", "crit"), NOW.plusSeconds(10))));

        // then
        assertThat(both.inhibitionOf(page, NOW)).isPresent();
    }

    @Test
    void emptyRule_isInert() {
        Inhibitor empty = new Inhibitor(List.of(new InhibitRule("", List.of(), List.of(), List.of())));
        empty.fires(new HeldAlert(alert(Labels.of("a", "1"), NOW.plusSeconds(10))));

        assertThat(empty.inhibitionOf(Labels.of("b", "1"), NOW)).isEmpty();
    }

    @Test
    void rules_severalInhibit_firstIsNamedAndAllAreListed() {
        // given
        InhibitRule second = rule("kind", "source", "kind", "target");
        Inhibitor two = new Inhibitor(List.of(rule, second));
        HeldAlert source = new HeldAlert(alert(Labels.of("kind", "source", "cluster", "a"), NOW.plusSeconds(10)));
        two.fires(source);

        // then
        assertThat(two.inhibitionOf(TARGET, NOW).orElseThrow().ruleIndex()).isZero();
        assertThat(two.inhibitionsOf(TARGET, NOW))
                .containsExactly(new Inhibition(0, rule, source.alert()), new Inhibition(1, second, source.alert()));
    }

    @Test
    void collectEnded_endedSources_areForgottenAndOthersStay() {
        fire(Labels.of("kind", "source", "cluster", "a", "n", "1"), NOW.plusSeconds(10));
        HeldAlert stays = fire(Labels.of("kind", "source", "cluster", "a", "n", "2"), NOW.plusSeconds(90));

        inhibitor.collectEnded(NOW.plusSeconds(60));

        assertThat(inhibitor.inhibitionOf(TARGET, NOW).orElseThrow().source()).isEqualTo(stays.alert());
    }

    /** The index against the definition, over random rules, alerts and times. */
    @Test
    void inhibitionOf_randomHistory_agreesWithDefinition() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<InhibitRule> rules = randomRules(random);
            Inhibitor index = new Inhibitor(rules);
            List<Alert> alerts = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Alert alert = alert(randomLabels(random, i), NOW.plusSeconds(random.nextInt(20)));
                alerts.add(alert);
                index.fires(new HeldAlert(alert));
                if (random.nextInt(4) == 0) {
                    index.ended(alert.labels());
                    alerts.remove(alert);
                }
            }
            Instant now = NOW.plusSeconds(random.nextInt(20));
            index.collectEnded(now.minusSeconds(random.nextInt(3)));
            for (int i = 0; i < 12; i++) {
                Labels target = randomLabels(random, i);
                assertThat(index.inhibitionOf(target, now).isPresent())
                        .as("round %d, rules %s, alerts %s, target %s", round, rules, alerts, target)
                        .isEqualTo(isInhibited(rules, alerts, target, now));
            }
        }
    }

    private static boolean isInhibited(List<InhibitRule> rules, List<Alert> alerts, Labels target, Instant now) {
        return rules.stream()
                .anyMatch(rule -> rule.isTarget(target)
                        && alerts.stream()
                                .filter(source -> !source.isResolvedAt(now) && rule.isSource(source.labels()))
                                .filter(source ->
                                        rule.equalValues(source.labels()).equals(rule.equalValues(target)))
                                .anyMatch(source -> !(rule.isSource(target) && rule.isTarget(source.labels()))));
    }

    private static List<InhibitRule> randomRules(Random random) {
        List<InhibitRule> rules = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            rules.add(new InhibitRule(
                    "",
                    randomMatchers(random),
                    randomMatchers(random),
                    random.nextBoolean() ? List.of() : List.of("c")));
        }
        return rules;
    }

    private static List<Matcher> randomMatchers(Random random) {
        MatchType type = List.of(MatchType.values()).get(random.nextInt(4));
        String value = List.of("", "x", "y", "x|y").get(random.nextInt(4));
        return random.nextInt(5) == 0 ? List.of() : List.of(Matcher.of(type, random.nextBoolean() ? "a" : "b", value));
    }

    private static Labels randomLabels(Random random, int number) {
        Labels.Builder labels = new Labels.Builder().add("n", "" + number);
        for (String name : List.of("a", "b", "c")) {
            if (random.nextBoolean()) {
                labels.add(name, random.nextBoolean() ? "x" : "y");
            }
        }
        return labels.build();
    }

    private HeldAlert fire(Labels labels) {
        return fire(labels, NOW.plusSeconds(300));
    }

    private HeldAlert fire(Labels labels, Instant end) {
        HeldAlert holder = new HeldAlert(alert(labels, end));
        inhibitor.fires(holder);
        return holder;
    }

    private static InhibitRule rule(
            String sourceName, String sourceValue, String targetName, String targetValue, String... equal) {
        return new InhibitRule(
                "",
                List.of(Matcher.of(MatchType.EQUAL, sourceName, sourceValue)),
                List.of(Matcher.of(MatchType.EQUAL, targetName, targetValue)),
                List.of(equal));
    }

    private static Alert alert(Labels labels, Instant end) {
        return new Alert(labels, Labels.EMPTY, Timestamp.of(NOW), Timestamp.of(end), true, "", NOW);
    }
}
