package io.tocsin.evaluator.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.relabel.RelabelRule.Action;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row is a case of the original's own test of relabeling, or one that was asked of it. */
final class RelabelingTest {
    record Case(String name, Labels labels, List<RelabelRule> rules, Optional<Labels> result) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        Labels abc = Labels.of("a", "foo", "b", "bar", "c", "baz");
        return List.of(
                kept(
                        "replace, group",
                        abc,
                        Labels.of("a", "foo", "b", "bar", "c", "baz", "d", "choo-choo"),
                        replace(List.of("a"), "f(.*)", "d", "ch${1}-ch${1}")),
                kept(
                        "replace, two sources",
                        abc,
                        Labels.of("a", "boobam", "b", "bar", "c", "baz"),
                        replace(List.of("a", "b"), "foo;bar", "a", "boobam")),
                kept("replace, no match", abc, abc, replace(List.of("a"), "fo", "d", "x")),
                kept(
                        "replace, default",
                        abc,
                        Labels.of("a", "foo", "b", "bar", "c", "baz", "d", "foo"),
                        replace(List.of("a"), "(.*)", "d", "$1")),
                kept(
                        "replace, empty result deletes",
                        abc,
                        Labels.of("b", "bar", "c", "baz"),
                        replace(List.of("a"), "foo", "a", "")),
                kept(
                        "replace, target from a group",
                        abc,
                        Labels.of("a", "foo", "b", "bar", "c", "baz", "foo_x", "1"),
                        replace(List.of("a"), "(.*)", "${1}_x", "1")),
                kept("replace, no name", abc, abc, replace(List.of("none"), "(.*)", "$1", "x")),
                kept(
                        "replace, dot spans lines",
                        Labels.of("a", "x\ny"),
                        Labels.of("a", "x\ny", "b", "1"),
                        replace(List.of("a"), "x.y", "b", "1")),
                kept("replace, alternation is anchored", abc, abc, replace(List.of("a"), "f|o", "a", "x")),
                kept("keep", abc, abc, rule(Action.KEEP, List.of("a"), "fo.", "", "$1")),
                dropped("keep, no match", abc, rule(Action.KEEP, List.of("a"), "x", "", "$1")),
                dropped("drop", abc, rule(Action.DROP, List.of("a"), ".*o.*", "", "$1")),
                kept("drop, no match", abc, abc, rule(Action.DROP, List.of("a"), "f", "", "$1")),
                dropped("keepequal", abc, rule(Action.KEEPEQUAL, List.of("a"), "(.*)", "b", "$1")),
                kept(
                        "keepequal, equal",
                        Labels.of("a", "x", "b", "x"),
                        Labels.of("a", "x", "b", "x"),
                        rule(Action.KEEPEQUAL, List.of("a"), "(.*)", "b", "$1")),
                dropped(
                        "dropequal",
                        Labels.of("a", "x", "b", "x"),
                        rule(Action.DROPEQUAL, List.of("a"), "(.*)", "b", "$1")),
                kept(
                        "hashmod",
                        abc,
                        Labels.of("a", "foo", "b", "bar", "c", "baz", "d", "976"),
                        new RelabelRule(Action.HASHMOD, List.of("c"), ";", "(.*)", 1000, "d", "$1")),
                kept(
                        "labelmap",
                        Labels.of("a", "foo", "b1", "bar", "b2", "baz"),
                        Labels.of("a", "foo", "b1", "bar", "b2", "baz", "bar1", "bar", "bar2", "baz"),
                        rule(Action.LABELMAP, List.of(), "(b)(.*)", "", "${1}ar${2}")),
                kept(
                        "labelmap, meta",
                        Labels.of("__meta_my_bar", "aaa", "__meta_other", "bbb", "a", "foo"),
                        Labels.of("__meta_my_bar", "aaa", "__meta_other", "bbb", "a", "foo", "my_bar", "aaa"),
                        rule(Action.LABELMAP, List.of(), "__meta_(my.*)", "", "${1}")),
                kept(
                        "labeldrop",
                        Labels.of("a", "foo", "b1", "bar", "b2", "baz"),
                        Labels.of("a", "foo"),
                        rule(Action.LABELDROP, List.of(), "b.*", "", "$1")),
                kept(
                        "labelkeep",
                        Labels.of("a", "foo", "b1", "bar", "b2", "baz"),
                        Labels.of("b1", "bar", "b2", "baz"),
                        rule(Action.LABELKEEP, List.of(), "b.*", "", "$1")),
                kept(
                        "lowercase",
                        Labels.of("a", "ÄBc"),
                        Labels.of("a", "ÄBc", "l", "äbc"),
                        rule(Action.LOWERCASE, List.of("a"), "(.*)", "l", "$1")),
                kept(
                        "uppercase, sharp s stays",
                        Labels.of("a", "aß"),
                        Labels.of("a", "aß", "u", "Aß"),
                        rule(Action.UPPERCASE, List.of("a"), "(.*)", "u", "$1")),
                dropped(
                        "rules see what the ones before did",
                        abc,
                        replace(List.of("a"), "(.*)", "d", "x"),
                        rule(Action.DROP, List.of("d"), "x", "", "$1")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void apply_doesWhatTheOriginalDoes(Case each) {
        assertThat(Relabeling.of(each.rules()).apply(each.labels())).isEqualTo(each.result());
    }

    @Test
    void apply_nothingChanges_keepsTheSameLabels() {
        Labels labels = Labels.of("a", "1");

        assertThat(Relabeling.of(List.of(replace(List.of("a"), "2", "b", "x"))).apply(labels))
                .containsSame(labels);
        assertThat(Relabeling.NONE.apply(labels)).containsSame(labels);
    }

    /** Deviation D-342. */
    @Test
    void apply_ruleThatMakesAnEndlessText_doesNothing() {
        Labels labels = Labels.of("a", "x".repeat(AnchoredPattern.MADE_MAX / 2 + 1));
        RelabelRule doubling = replace(List.of("a"), "(.*)", "b", "$1$1");
        RelabelRule named = replace(List.of("a"), "(.*)", "$1$1", "x");
        RelabelRule next = replace(List.of(), "(.*)", "c", "y");

        assertThat(Relabeling.of(List.of(doubling, named, next)).apply(labels))
                .contains(Labels.of("a", labels.get("a"), "c", "y"));
        assertThat(Relabeling.of(List.of(
                                rule(Action.LABELMAP, List.of(), "(a)", "", "$1".repeat(AnchoredPattern.MADE_MAX + 1))))
                        .apply(labels))
                .contains(labels);
    }

    private static Case kept(String name, Labels labels, Labels result, RelabelRule... rules) {
        return new Case(name, labels, List.of(rules), Optional.of(result));
    }

    private static Case dropped(String name, Labels labels, RelabelRule... rules) {
        return new Case(name, labels, List.of(rules), Optional.empty());
    }

    private static RelabelRule replace(List<String> sources, String regex, String target, String replacement) {
        return rule(Action.REPLACE, sources, regex, target, replacement);
    }

    private static RelabelRule rule(
            Action action, List<String> sources, String regex, String target, String replacement) {
        return new RelabelRule(action, sources, ";", regex, 0, target, replacement);
    }
}
