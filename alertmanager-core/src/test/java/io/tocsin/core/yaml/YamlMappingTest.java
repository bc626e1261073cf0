package io.tocsin.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlMappingTest {
    private final Problems problems = new Problems();

    private <T> Optional<T> read(String text, Function<YamlMapping, T> reader) {
        return YamlDocument.read("a.yml", text, problems)
                .flatMap(root -> root.mapping("config.plain", mapping -> Optional.of(reader.apply(mapping))));
    }

    private String firstError() {
        return problems.errors().get(0).toString();
    }

    @Test
    void unknownKey_likeAKnownOne_isNamedWithThatOne() {
        read("a: 1\ngroup_wiat: 5s\n", mapping -> mapping.text("a", "") + mapping.text("group_wait", ""));
        assertThat(firstError())
                .isEqualTo("a.yml:2:1: group_wiat: unknown key \"group_wiat\"\n    hint: did you mean \"group_wait\"?");
        assertThat(problems.originalText())
                .isEqualTo("yaml: unmarshal errors:\n  line 2: field group_wiat not found in type config.plain");
    }

    @Test
    void unknownKey_likeNoOther_listsTheKnownOnes() {
        read("zzz: 1\n", mapping -> mapping.text("a", "") + mapping.text("b", ""));
        assertThat(firstError()).endsWith("hint: keys known here: a, b.");
    }

    @Test
    void duplicateKey_isLocatedAtTheSecondAndTheFirstCounts() {
        assertThat(read("a: 1\na: 2\n", mapping -> mapping.text("a", ""))).contains("1");
        assertThat(firstError())
                .isEqualTo("a.yml:2:1: a: duplicate key \"a\"; it stands in line 1 already\n"
                        + "    hint: remove one of the two.");
        assertThat(problems.originalText()).contains("line 2: field a already set in type config.plain");
    }

    @Test
    void duplicateKey_ofFreeMap_isNamedAsThere() {
        read("m: {a: 1, a: 2}\n", mapping -> mapping.textEntries("m"));
        assertThat(problems.originalText()).contains("line 1: key \"a\" already set in map");
    }

    @Test
    void mergeKey_beforeAKey_isOverruled() {
        assertThat(read("<<: {a: 1, b: 2}\na: 3\n", mapping -> mapping.text("a", "") + mapping.text("b", "")))
                .contains("32");
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
    }

    @Test
    void mergeKey_behindAKey_overrulesWithAWarning() {
        assertThat(read("a: 3\n<<: {a: 1}\n", mapping -> mapping.text("a", ""))).contains("1");
        assertThat(problems.warnings()).singleElement().asString().startsWith("a.yml:1:1: warning: a: a merge key");
    }

    @Test
    void mergeKey_ofAList_givesTheFirstPrecedence() {
        assertThat(read("<<: [{a: 1}, {a: 2, b: 2}]\n", mapping -> mapping.text("a", "") + mapping.text("b", "")))
                .contains("12");
    }

    @Test
    void mergeKey_withTheSameSection_givesItsMissingKeys() {
        assertThat(read(
                        "<<: {s: {a: 1, b: 2}}\ns: {a: 3}\n",
                        mapping -> mapping.mapping(
                                "s",
                                "config.plain",
                                section -> Optional.of(section.text("a", "") + section.text("b", "")))))
                .contains(Optional.of("32"));
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
    }

    @Test
    void mergeKey_withASectionThatStartsAnew_givesItNothing() {
        assertThat(read(
                        "<<: {s: {a: 1, b: 2}}\ns: {a: 3}\n",
                        mapping -> mapping.get("s")
                                .map(YamlNode::alone)
                                .map(section -> section.textEntries("map[string]string"))))
                .contains(Optional.of(Map.of("a", "3")));
    }

    @Test
    void mergeKey_behindASection_overrulesItsKeysOnly() {
        assertThat(read("s: {a: 3, c: 4}\n<<: {s: {a: 1}}\n", mapping -> mapping.textEntries("s")))
                .contains(Map.of("a", "1", "c", "4"));
        assertThat(problems.warnings()).isEmpty();
    }

    @Test
    void mergeKey_behindANull_isNotMixedWithWhatWasBefore() {
        assertThat(read("<<: {s: {a: 1}}\ns: ~\n", mapping -> mapping.textEntries("s")))
                .contains(Map.of());
        assertThat(read("s: {a: 1}\n<<: [{s: {b: 2}}, {s: ~}]\n", mapping -> mapping.textEntries("s")))
                .contains(Map.of("b", "2"));
    }

    @Test
    void mergeKey_withAList_isReplacedUnlessElementsAreAdded() {
        String text = "l: [a]\n<<: {l: [b]}\n";
        assertThat(read(text, mapping -> mapping.texts("l"))).contains(List.of("b"));
        assertThat(problems.warnings()).hasSize(1);
        assertThat(read(
                        text,
                        mapping -> mapping.addedElements("l", "[]string").stream()
                                .map(element -> element.text().orElse(""))
                                .toList()))
                .contains(List.of("a", "b"));
        assertThat(problems.warnings()).hasSize(1);
    }

    @Test
    void mergeKey_insideAnything_replacesWhatIsDeeper() {
        assertThat(read(
                        "t: {<<: {m: {a: 1}}, m: {b: x}}\n",
                        mapping -> mapping.get("t").flatMap(YamlNode::anything).orElseThrow()))
                .contains(Map.of("m", Map.of("b", "x")));
    }

    @Test
    void mergeKey_ofText_isRefused() {
        read("a: 1\n<<: 5\n", mapping -> mapping.text("a", ""));
        assertThat(firstError()).startsWith("a.yml:2:5: [\"<<\"]: expected a mapping or a list of mappings");
        assertThat(problems.originalText()).isEqualTo("yaml: map merge requires map or sequence of maps as the value");
    }

    @Test
    void mergeKey_quoted_isAKey() {
        assertThat(read("'<<': 1\n", mapping -> mapping.text("<<", ""))).contains("1");
    }

    @Test
    void text_ofAnyScalar_isWhatIsWritten() {
        assertThat(read(
                        "{a: 010, b: yes, c: 1.50, d: 2001-01-01, e: 'x', f: !!str 5}",
                        mapping -> List.of(
                                mapping.text("a", ""),
                                mapping.text("b", ""),
                                mapping.text("c", ""),
                                mapping.text("d", ""),
                                mapping.text("e", ""),
                                mapping.text("f", ""))))
                .contains(List.of("010", "yes", "1.50", "2001-01-01", "x", "5"));
    }

    @Test
    void text_nullAndAbsent_differ() {
        assertThat(read("a: ~\n", mapping -> mapping.text("a", "default") + mapping.text("b", "default")))
                .contains("default");
    }

    @Test
    void text_contradictingTag_isRefused() {
        read("a: !!int x\n", mapping -> mapping.text("a", ""));
        assertThat(problems.originalText()).isEqualTo("yaml: cannot decode !!str `x` as a !!int");
    }

    @Test
    void flag_quotedOrNumber_isRefused() {
        read("{a: 'yes', b: 1}", mapping -> List.of(mapping.flag("a", false), mapping.flag("b", false)));
        assertThat(problems.originalText())
                .isEqualTo("yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `yes` into bool"
                        + "\n  line 1: cannot unmarshal !!int `1` into bool");
    }

    @Test
    void flag_null_isFalseWithAWarning() {
        assertThat(read("a:\n", mapping -> mapping.flag("a", true))).contains(false);
        assertThat(problems.warnings()).hasSize(1);
    }

    @Test
    void number_withFraction_losesIt() {
        assertThat(read(
                        "a: 5.9\n",
                        mapping -> mapping.get("a")
                                .flatMap(YamlNode::unsignedNumber)
                                .orElseThrow()
                                .intValue()))
                .contains(5);
    }

    @Test
    void number_negative_isRefused() {
        read("a: -1\n", mapping -> mapping.get("a").flatMap(YamlNode::unsignedNumber));
        assertThat(firstError()).isEqualTo("a.yml:1:4: a: expected a whole number of at least 0, got \"-1\"");
    }

    @Test
    void anything_ofTree_keepsTypesAndOrder() {
        Optional<Object> tree = read(
                "t: {z: 1, a: [x, true, 1.5, {k: v}], n: ~}",
                mapping -> mapping.get("t").flatMap(YamlNode::anything).orElseThrow());
        assertThat(tree)
                .contains(Map.of("z", java.math.BigInteger.ONE, "a", List.of("x", true, 1.5, Map.of("k", "v"))));
    }

    @Test
    void typeError_whereASecretMayStand_hidesTheText() {
        read("basic_auth: hunter22\n", mapping -> mapping.mapping("basic_auth", "config.plain", Optional::of));
        assertThat(firstError())
                .isEqualTo("a.yml:1:13: basic_auth: expected a mapping, got a text\n"
                        + "    hint: write its keys, each with a colon and a blank behind it.");
        assertThat(problems.originalText()).endsWith("cannot unmarshal !!str into config.plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp_auth_password:hunter2", "smtp_auth_password=hunter2", "smtp_auth_password hunter2"})
    void typeError_keyWithoutABlank_namesTheKeyAndHidesItsValue(String glued) {
        read("global:\n  " + glued + "\n", YamlMappingTest::global);
        assertThat(firstError())
                .isEqualTo("a.yml:2:3: global: expected a mapping, got a text that begins with \"smtp_auth_password\"\n"
                        + "    hint: write a colon and a blank behind the key: \"smtp_auth_password: ...\".");
        assertThat(problems.originalText()).endsWith("cannot unmarshal !!str `smtp_au...` into config.plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pw=hunter2", "hunter2", "https://hunter2", "smtp_auth_pasword:hunter2"})
    void typeError_textInsteadOfASectionWithSecrets_isHidden(String text) {
        read("global: " + text + "\n", YamlMappingTest::global);
        assertThat(firstError())
                .contains("global: expected a mapping, got a text\n")
                .doesNotContain("hunter2");
        assertThat(problems.originalText()).endsWith("cannot unmarshal !!str into config.plain");
    }

    @Test
    void typeError_textInsteadOfASectionWithoutSecrets_isShownAsThere() {
        read("r: fast\n", mapping -> mapping.mapping("r", "config.plain", keys -> Optional.of(keys.text("wait", ""))));
        assertThat(problems.originalText()).endsWith("cannot unmarshal !!str `fast` into config.plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{smtp_auth_password:hunter2}", "{smtp_auth_password hunter2}"})
    void unknownKey_thatHoldsItsValue_hidesTheValue(String section) {
        read("global: " + section + "\n", YamlMappingTest::global);
        assertThat(firstError())
                .isEqualTo(
                        "a.yml:1:10: global.smtp_auth_password: unknown key that begins with \"smtp_auth_password\"\n"
                                + "    hint: write a colon and a blank behind the key: \"smtp_auth_password: ...\".");
        assertThat(problems.originalText()).endsWith("field <secret> not found in type config.plain");
    }

    @Test
    void unknownKey_inAHeader_isHidden() {
        read(
                "http_headers: {A: {hunter2: x}}\n",
                mapping -> mapping.get("http_headers")
                        .orElseThrow()
                        .entries("config.Headers")
                        .values()
                        .iterator()
                        .next()
                        .mapping("config.Header", keys -> Optional.of(keys.text("values"))));
        assertThat(firstError()).contains("http_headers.A: unknown key\n").doesNotContain("hunter2");
    }

    /** A secret whose key was left out stands where a key should. */
    @Test
    void unknownKey_unlikeAnyKey_isHidden() {
        read("global: {s3cr3t-Hunter2}\n", YamlMappingTest::global);
        assertThat(firstError()).startsWith("a.yml:1:10: global: unknown key\n");
        assertThat(problems.originalText()).endsWith("field <secret> not found in type config.plain");
    }

    private static Optional<String> global(YamlMapping mapping) {
        return mapping.mapping("global", "config.plain", keys -> Optional.of(keys.text("smtp_auth_password", "")));
    }

    @Test
    void typeError_unquotedTemplate_hintsAtQuotes() {
        read("a: {{ x }}\n", mapping -> mapping.text("a", ""));
        assertThat(firstError()).contains("expected a string, got a mapping").endsWith("must be quoted.");
    }

    @Test
    void path_ofOddKey_isQuoted() {
        read("m: {'a b': [x]}\n", mapping -> mapping.textEntries("m"));
        assertThat(firstError()).startsWith("a.yml:1:12: m[\"a b\"]: expected a string, got a list");
    }

    @Test
    void key_notAText_isRefused() {
        read("? [a]\n: x\n", mapping -> mapping.text("a", ""));
        assertThat(problems.originalText())
                .isEqualTo("yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into string");
    }
}
