package io.tocsin.core.template.syntax;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.template.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Go's parser answers to the same texts. */
final class ParserTest {
    private static final Set<String> FUNCTIONS = Set.of("print", "len", "eq", "join");

    static Map<String, Tree> parse(String text) throws TemplateException {
        return Parser.parse("n", text, FUNCTIONS::contains);
    }

    static Tree tree(String text, String name) throws TemplateException {
        return requireNonNull(parse(text).get(name));
    }

    private static String printed(String text) throws TemplateException {
        return NodeText.of(tree(text, "n").root());
    }

    record Printed(String text, String expected) {}

    static List<Printed> printed() {
        return List.of(
                new Printed("", ""),
                new Printed("a {{ .A }} b", "a {{.A}} b"),
                new Printed("a \n{{- .A -}}\t b", "a{{.A}}b"),
                new Printed("{{/* c */}}x{{- /* d */ -}} y", "xy"),
                new Printed("{{-3}}{{- 3}}", "{{-3}}{{3}}"),
                new Printed("{{ .A.B.C | print 1 \"x\" `y` 'z' | len }}", "{{.A.B.C | print 1 \"x\" `y` 'z' | len}}"),
                new Printed("{{ $x := 1 }}{{ $x = 2 }}{{ $x.A }}", "{{$x := 1}}{{$x = 2}}{{$x.A}}"),
                new Printed("{{ (len .A).B }}{{ print.C }}{{ ($).D }}", "{{(len .A).B}}{{print.C}}{{($).D}}"),
                new Printed("{{ print (len (print)) nil true }}", "{{print (len (print)) nil true}}"),
                new Printed(
                        "{{ if .A }}1{{ else if .B }}2{{ else }}3{{ end }}",
                        "{{if .A}}1{{else}}{{if .B}}2{{else}}3{{end}}{{end}}"),
                new Printed(
                        "{{ with .A }}1{{ else with .B }}2{{ end }}", "{{with .A}}1{{else}}{{with .B}}2{{end}}{{end}}"),
                new Printed(
                        "{{ range $i, $e := .A }}{{ break }}{{ else }}{{ end }}",
                        "{{range $i, $e := .A}}{{break}}{{else}}{{end}}"),
                new Printed("{{ range $e := .A }}{{ continue }}{{ end }}", "{{range $e := .A}}{{continue}}{{end}}"),
                new Printed(
                        "{{ template \"a\\\"b\" . }}{{ template `c` }}", "{{template \"a\\\"b\" .}}{{template \"c\"}}"),
                new Printed("{{ block \"b\" .A }}x{{ end }}", "{{template \"b\" .A}}"),
                new Printed("{{ 1 | }}", "{{1}}"));
    }

    @ParameterizedTest
    @MethodSource
    void printed(Printed row) throws TemplateException {
        assertThat(printed(row.text())).isEqualTo(row.expected());
    }

    record Refused(String text, String expected) {}

    static List<Refused> refused() {
        return List.of(
                new Refused("{{", "n:1: unclosed action"),
                new Refused("{{\n.A", "n:2: unclosed action started at n:1"),
                new Refused("a\n{{ .A\n.B", "n:3: unclosed action started at n:2"),
                new Refused("{{ .A\n(", "n:2: unclosed action started at n:1"),
                new Refused("{{ (.A }}", "n:1: unclosed left paren"),
                new Refused("{{ .A) }}", "n:1: unexpected right paren"),
                new Refused("{{ .A\n\"x }}", "n:2: unterminated quoted string in action started at n:1"),
                new Refused("{{ `x }}", "n:1: unterminated raw quoted string"),
                new Refused("{{ 'x }}", "n:1: unterminated character constant"),
                new Refused("{{ 'xy' }}", "n:1: malformed character constant: 'xy'"),
                new Refused("{{ \"\\q\" }}", "n:1: invalid syntax"),
                new Refused("{{ 1a }}", "n:1: bad number syntax: \"1a\""),
                new Refused("{{ 1+2 }}", "n:1: bad number syntax: \"1+2\""),
                new Refused("{{ 089 }}", "n:1: integer overflow: \"089\""),
                new Refused("{{ 0x }}", "n:1: illegal number syntax: \"0x\""),
                new Refused("{{ 1+i }}", "n:1: syntax error scanning complex number"),
                new Refused("{{ \u00bd }}", "n:1: unrecognized character in action: U+00BD '\u00bd'"),
                new Refused("{{ a$b }}", "n:1: bad character U+0024 '$'"),
                new Refused("{{ .A : }}", "n:1: expected :="),
                new Refused("{{/* x }}", "n:1: unclosed comment"),
                new Refused("{{/* x */ .A }}", "n:1: comment ends before closing delimiter"),
                new Refused("{{ }}", "n:1: missing value for command"),
                new Refused("{{ if }}{{ end }}", "n:1: missing value for if"),
                new Refused("{{ print () }}", "n:1: missing value for parenthesized pipeline"),
                new Refused("{{ .A | 1 }}", "n:1: non executable command in pipeline stage 2"),
                new Refused("{{ .A | print | . }}", "n:1: non executable command in pipeline stage 3"),
                new Refused("{{ foo }}", "n:1: function \"foo\" not defined"),
                new Refused("{{ $x }}", "n:1: undefined variable \"$x\""),
                new Refused("{{ if .A }}{{ $x := 1 }}{{ end }}{{ $x }}", "n:1: undefined variable \"$x\""),
                new Refused("{{ $x := 1 }}{{ define \"d\" }}{{ $x }}{{ end }}", "n:1: undefined variable \"$x\""),
                new Refused("{{ $x, $y := 1 }}", "n:1: too many declarations in command"),
                new Refused("{{ range $x, $y, $z := .A }}{{ end }}", "n:1: too many declarations in range"),
                new Refused("{{ range $x, .A }}{{ end }}", "n:1: range can only initialize variables"),
                new Refused("{{ \"x\".A }}", "n:1: unexpected . after term \"\\\"x\\\"\""),
                new Refused("{{ nil.A }}", "n:1: unexpected . after term \"nil\""),
                new Refused("{{ .A % }}", "n:1: unexpected \"%\" in operand"),
                new Refused("{{ .A := 1 }}", "n:1: unexpected \":=\" in operand"),
                new Refused("{{ .A \"a long string\"1 }}", "n:1: unexpected \"1\" in operand"),
                new Refused("{{ .A if }}", "n:1: unexpected <if> in operand"),
                new Refused("{{ template .A }}", "n:1: unexpected \".A\" in template clause"),
                new Refused("{{ template \"a\" | }}", "n:1: unexpected \"|\" in template clause"),
                new Refused("{{ define \"a long name\" . }}{{ end }}", "n:1: unexpected <.> in define clause"),
                new Refused("{{ define foo }}{{ end }}", "n:1: unexpected \"foo\" in define clause"),
                new Refused("{{ block \"b\" }}{{ end }}", "n:1: missing value for block clause"),
                new Refused("{{ end }}", "n:1: unexpected {{end}}"),
                new Refused("{{ else }}", "n:1: unexpected {{else}}"),
                new Refused("{{ if .A }}", "n:1: unexpected EOF"),
                new Refused("{{ if .A }}{{ else }}{{ else }}{{ end }}", "n:1: expected end; found {{else}}"),
                new Refused("{{ define \"d\" }}{{ else }}{{ end }}", "n:1: unexpected {{else}} in define clause"),
                new Refused("{{ range .A }}{{ else if .B }}{{ end }}", "n:1: unexpected <if> in input"),
                new Refused("{{ if .A }}{{ define \"d\" }}{{ end }}{{ end }}", "n:1: unexpected <define> in command"),
                new Refused("{{ break }}", "n:1: {{break}} outside {{range}}"),
                new Refused("{{ continue 1 }}", "n:1: unexpected \"1\" in {{continue}}"),
                new Refused(
                        "{{ range .A }}{{ block \"b\" . }}{{ break }}{{ end }}{{ end }}",
                        "n:1: {{break}} outside {{range}}"),
                new Refused(
                        "{{ define \"d\" }}x{{ end }}\n{{ define \"d\" }}y{{ end }}",
                        "n:2: template: multiple definition of template \"d\""));
    }

    @ParameterizedTest
    @MethodSource
    void refused(Refused row) {
        assertThatThrownBy(() -> parse(row.text()))
                .isInstanceOf(TemplateException.class)
                .hasMessage("template: " + row.expected());
    }

    @Test
    void parse_textOfMoreTokensThanItMayHave_isRefused() throws TemplateException {
        int each = 3; // {{, ., }}
        assertThat(tree("{{.}}".repeat(Tokens.TOKENS_MAX / each), "n").root().statements())
                .hasSize(Tokens.TOKENS_MAX / each);
        assertThatThrownBy(() -> parse("{{.}}".repeat(Tokens.TOKENS_MAX / each + 1)))
                .hasMessage("template: n:1: more than 500000 words and signs");
        assertThatThrownBy(() -> parse("{{" + " .".repeat(Tokens.TOKENS_MAX)))
                .hasMessage("template: n:1: more than 500000 words and signs");
    }

    record Column(String text, int line, int column) {}

    static List<Column> columns() {
        return List.of(
                new Column("ä {{ foo }}", 1, 6),
                new Column("{{ $x .y }}", 1, 3),
                new Column("{{ print $y | len }}", 1, 9),
                new Column("{{ print 1 }} {{ if }}", 1, 20),
                new Column("{{ print \"x }}", 1, 9),
                new Column("x\n{{ print 0x }}", 2, 9),
                new Column("{{ print ) }}", 1, 9),
                new Column("{{ end }}", 1, 7),
                new Column("{{ if . }}\nx", 2, 1));
    }

    /** Go's messages have none. */
    @ParameterizedTest
    @MethodSource("columns")
    void parse_error_knowsItsColumn(Column expected) {
        assertThatThrownBy(() -> parse(expected.text()))
                .isInstanceOfSatisfying(
                        TemplateException.class,
                        e -> assertThat(new Column(expected.text(), e.line(), e.column()))
                                .isEqualTo(expected));
    }

    @Test
    void parse_error_namesFileAndLine() {
        assertThatThrownBy(() -> Parser.parse("a.tmpl", "x\ny {{ foo }}", FUNCTIONS::contains))
                .isInstanceOfSatisfying(TemplateException.class, e -> {
                    assertThat(e.template()).isEqualTo("a.tmpl");
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.column()).isEqualTo(5);
                });
    }

    @Test
    void parse_definitions_areTreesOfTheirOwn() throws TemplateException {
        var trees = parse("a{{ define \"x\" }}1{{ end }}b{{ block \"y\" . }}2{{ end }}");
        assertThat(trees.keySet()).containsExactlyInAnyOrder("x", "y", "n");
        assertThat(NodeText.of(requireNonNull(trees.get("x")).root())).isEqualTo("1");
        assertThat(NodeText.of(requireNonNull(trees.get("y")).root())).isEqualTo("2");
        assertThat(trees.get("x").source()).isEqualTo("n");
    }

    @Test
    void parse_emptyDefinition_makesWayForAnother() throws TemplateException {
        var text = "{{ define \"x\" }} {{ end }}{{ define \"x\" }}1{{ end }}{{ define \"x\" }}\n{{ end }}";
        assertThat(NodeText.of(tree(text, "x").root())).isEqualTo("1");
    }

    @Test
    void parse_offsets_countBytes() throws TemplateException {
        var statements = tree("\u00e9\u20ac {{ .A.B }}", "n").root().statements();
        var action = (Node.Action) statements.get(1);
        assertThat(action.offset()).isEqualTo(9);
        // As in Go, a field's place is that of its second name.
        assertThat(action.pipeline().commands().get(0).operands().get(0).offset())
                .isEqualTo(11);
    }

    @Test
    void parse_nestedDeeply_isRefusedClearly() {
        for (String deep : List.of(
                "{{ " + "(".repeat(100_000) + "1",
                "{{ print " + "(print ".repeat(100_000),
                "{{ if 1 }}".repeat(100_000),
                "{{ block \"b\" . }}".repeat(100_000),
                "{{ if 1 }}" + "{{ else if 1 }}".repeat(100_000))) {
            assertThatThrownBy(() -> parse(deep)).hasMessage("template: n:1: max expression depth exceeded");
        }
    }

    @Test
    void parse_nestedAsDeeplyAsAllowed_works() throws TemplateException {
        int depth = ParseState.NESTING_MAX;
        String text = "{{ " + "(".repeat(depth) + "1" + ")".repeat(depth) + " }}";
        assertThat(printed(text)).isEqualTo(text.replace(" ", ""));
    }
}
