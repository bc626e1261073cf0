package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inhibit rules; the words of the original were asked of amtool 0.33.1 check-config. */
final class InhibitRuleDecoderTest {
    private static final String REST = "route: {receiver: a}\nreceivers: [{name: a}]\n";

    private static List<InhibitRuleConfig> rules(String rules) {
        return Decoding.accept(REST + "inhibit_rules: " + rules).configuration().inhibitRules();
    }

    @Test
    void inhibitRules_absent_areNone() {
        assertThat(Decoding.accept(REST).configuration().inhibitRules()).isEmpty();
        assertThat(rules("")).isEmpty();
        assertThat(rules("[]")).isEmpty();
    }

    @Test
    void rule_everyKey_isRead() {
        assertThat(rules("[{name: n, source_match: {z: 1, a: x}, source_match_re: {c: 'd|e'}, source_matchers:"
                        + " ['z!=\"1\"', a=b], target_match: {t: 2}, target_match_re: {u: v}, target_matchers: [w=x],"
                        + " equal: [z, 'a b', z]}]"))
                .containsExactly(new InhibitRuleConfig(
                        "n",
                        new MatcherConfig(
                                Map.of("z", "1", "a", "x"),
                                Map.of("c", "d|e"),
                                List.of(
                                        Matcher.of(MatchType.EQUAL, "a", "b"),
                                        Matcher.of(MatchType.NOT_EQUAL, "z", "1"))),
                        new MatcherConfig(
                                Map.of("t", "2"), Map.of("u", "v"), List.of(Matcher.of(MatchType.EQUAL, "w", "x"))),
                        List.of("z", "a b", "z")));
    }

    @Test
    void rule_matchersOfAllSpellings_areMergedAndSorted() {
        InhibitRuleConfig rule = rules(
                        "[{source_match: {z: 1, a: x}, source_match_re: {c: 'd|e'}, source_matchers: ['a!=b'],"
                                + " target_matchers: ['w=x,b=c']}]")
                .get(0);
        assertThat(rule.sourceMatchers())
                .extracting(Matcher::toString)
                .containsExactly("a!=\"b\"", "a=\"x\"", "c=~\"^(?:d|e)$\"", "z=\"1\"");
        assertThat(rule.targetMatchers()).extracting(Matcher::toString).containsExactly("b=\"c\"", "w=\"x\"");
    }

    @Test
    void rule_withoutMatchers_isKeptWithAWarning() {
        for (String rules : List.of("[{}]", "[null]", "[{name: x, equal: [a]}]")) {
            Accepted accepted = Decoding.accept(REST + "inhibit_rules: " + rules);
            assertThat(accepted.configuration().inhibitRules()).hasSize(1);
            assertThat(accepted.warnings())
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.message()).contains("inhibits nothing"));
        }
    }

    @Test
    void rule_withMatchersOfOneSide_isAcceptedWithAWarning() {
        assertThat(Decoding.accept(REST + "inhibit_rules: [{source_matchers: [a=b]}, {target_matchers: [a=b]}]")
                        .warnings())
                .hasSize(2);
    }

    @Test
    void rules_ofTheSameName_areAccepted() {
        assertThat(rules("[{name: a, source_matchers: [a=b], target_matchers: [c=d]}, {name: a, source_matchers: [a=b],"
                        + " target_matchers: [c=e]}]"))
                .hasSize(2);
    }

    @Test
    void equal_inClassicMode_takesClassicNamesOnly() {
        String text = REST + "inhibit_rules: [{equal: ['a b']}]";
        assertThat(Decoding.decode(text, MatcherMode.CLASSIC)).isInstanceOf(Refused.class);
        assertThat(Decoding.decode(text, MatcherMode.UTF8_STRICT)).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | line 3: cannot unmarshal !!map into []common.InhibitRule",
                "[x] | line 3: cannot unmarshal !!str `x` into common.plain",
                "[{source_matcher: [a=b]}] | line 3: field source_matcher not found in type common.plain",
                "[{name: [a]}] | line 3: cannot unmarshal !!seq into string",
                "[{source_match: x}] | line 3: cannot unmarshal !!str `x` into map[string]string",
                "[{source_match_re: x}] | line 3: cannot unmarshal !!str `x` into common.plain",
                "[{source_match_re: {c: }}] | invalid regexp value for \"c\"",
                "[{target_match_re: {a: '('}}] | error parsing regexp: missing closing ): `^(?:()$`",
                "[{target_match: {'a b': x}}] | invalid label name \"a b\"",
                "[{target_match: {'a b': x}, foo: x}] | line 3: field foo not found in type common.plain",
                "[{target_match_re: {'a b': x}, foo: x}] | invalid label name \"a b\"",
                "[{target_matchers: [a]}] | bad matcher format: a",
                "[{equal: a}] | line 3: cannot unmarshal !!str `a` into []string",
                "[{equal: [[a]]}] | line 3: cannot unmarshal !!seq into string",
                "[{equal: ['']}] | invalid label name \"\" in equal list",
                "[{equal: [~]}] | invalid label name \"\" in equal list",
                "[{equal: [''], foo: x}] | line 3: field foo not found in type common.plain",
            })
    void decode_broken_isToldInTheOriginalsWords(String rules, String original) {
        assertThat(Decoding.refuse(REST + "inhibit_rules: " + rules).originalText())
                .endsWith(original);
    }
}
