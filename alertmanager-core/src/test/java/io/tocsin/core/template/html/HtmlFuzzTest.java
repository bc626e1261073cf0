package io.tocsin.core.template.html;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.syntax.Parser;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.CallStub;
import io.tocsin.core.template.value.Value;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Markup and values by chance: no markup crashes the escaping, and no value gets out of its place. */
final class HtmlFuzzTest {
    private static final int TEMPLATES = 20_000;
    private static final int VALUES = 20_000;

    private static final List<String> MARKUP =
            List.of(("<p>¦<a ¦</¦<¦>¦href=¦title=¦onclick=¦style=¦srcset=¦content=¦type=¦\"¦'¦`¦=¦ ¦\n¦x¦1¦"
                            + "<!--¦-->¦<script>¦</script>¦<style>¦</style>¦<title>¦</title>¦<meta ¦${¦{ ¦}¦/¦//¦/*¦*/¦"
                            + "\\¦[¦]¦(¦)¦url(¦?¦#¦:¦&quot;¦&#34¦&¦{{.X}}¦{{.X}}¦{{.X}}¦{{.X | html}}¦{{urlquery .X}}¦"
                            + "{{if .X}}¦{{else}}¦{{end}}¦{{range .X}}¦{{break}}¦{{continue}}¦{{end}}¦"
                            + "{{template \"t\" .}}¦{{define \"t\"}}")
                    .split("¦"));

    private static final List<String> PIECES =
            List.of(("a¦Z¦9¦ ¦\t¦\n¦\r¦\f¦\0¦<¦>¦&¦\"¦'¦`¦/¦\\¦(¦)¦[¦]¦{¦}¦$¦+¦-¦*¦?¦#¦%¦%4¦.¦,¦:¦;¦=¦@¦|¦é¦"
                            + "\u2028¦\uFDD0¦\uDCFF¦\uD83D\uDE00¦<!--¦-->¦</script>¦</style>¦javascript:¦http:¦//¦"
                            + "expression¦\\22¦on¦href")
                    .split("¦"));

    /** What an escaped value never has in it, whatever it was. */
    private static final Map<Escaper, Pattern> DANGEROUS = new EnumMap<>(Map.ofEntries(
            dangerous(Escaper.HTML, "[<>\"'\0]"),
            dangerous(Escaper.RCDATA, "[<>\"'\0]"),
            dangerous(Escaper.ATTRIBUTE, "[<>\"'\0]"),
            dangerous(Escaper.UNQUOTED_ATTRIBUTE, "[<>\"'\0 \t\n\f\r=`]|\\A\\z"),
            dangerous(Escaper.COMMENT, "."),
            dangerous(Escaper.ATTRIBUTE_NAME_FILTER, "[^a-zA-Z0-9]|\\A\\z|^on|^href\\z"),
            dangerous(Escaper.SCRIPT_VALUE, "[<>\n\r\u2028]|^[^\"]|[^\"]\\z"),
            dangerous(Escaper.SCRIPT_STRING, "[<>\"'`\n\r\u2028]|(?<!\\\\)(\\\\\\\\)*\\\\\\z"),
            dangerous(Escaper.SCRIPT_TEMPLATE, "[<>\"'`${}\n\r\u2028]|(?<!\\\\)(\\\\\\\\)*\\\\\\z"),
            dangerous(Escaper.SCRIPT_REGEXP, "[<>\"'\n\r\u2028]|(?<!\\\\)(\\\\\\\\)*[/\\[]|\\A\\z"),
            dangerous(Escaper.STYLE, "[<>\"'(){}/:;\n\r\f]"),
            dangerous(Escaper.STYLE_FILTER, "[<>\"'`(){}\\[\\]/;@\\\\]|--"),
            dangerous(Escaper.URL, "[^-a-zA-Z0-9._~%]|%(?![0-9a-f]{2})"),
            dangerous(Escaper.URL_NORMALIZER, "[^-a-zA-Z0-9._~%!#$&*+,/:;=?@\\[\\]]"),
            dangerous(Escaper.URL_FILTER, "^\\s*javascript:"),
            dangerous(Escaper.SRCSET, "(^|,)\\s*javascript:|[<>\"']")));

    private static Map.Entry<Escaper, Pattern> dangerous(Escaper escaper, String pattern) {
        return Map.entry(escaper, Pattern.compile(pattern, Pattern.DOTALL));
    }

    @Test
    void escape_markupByChance_isEscapedOrRefused() {
        Random random = new Random(20261129);
        int escaped = 0;
        for (int i = 0; i < TEMPLATES; i++) {
            String text = text(random, MARKUP, 12);
            try {
                HtmlEscaper.escape(Parser.parse("", text, name -> true), "");
                escaped++;
            } catch (TemplateException e) {
                assertThat(e.getMessage()).as(text).matches("(?s)(html/)?template: ?.*");
            }
        }
        assertThat(escaped).isGreaterThan(TEMPLATES / 50);
    }

    @Test
    void apply_valuesByChance_staysInItsPlace() throws CallException {
        Random random = new Random(20261130);
        for (int i = 0; i < VALUES; i++) {
            String value = text(random, PIECES, 8);
            for (var entry : DANGEROUS.entrySet()) {
                String escaped = apply(entry.getKey(), value);
                assertThat(entry.getValue().matcher(escaped).find())
                        .as("%s makes <%s> of <%s>", entry.getKey(), escaped, value)
                        .isFalse();
            }
        }
    }

    private static String text(Random random, List<String> pieces, int piecesMax) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(piecesMax + 1); n > 0; n--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }

    private static String apply(Escaper escaper, String text) throws CallException {
        Value result = requireNonNull(EscaperFunctions.ALL.get(escaper.function()))
                .body()
                .apply(CallStub.UNLIMITED, List.of(Value.Text.of(text)));
        return ((Value.Text) result).text();
    }
}
