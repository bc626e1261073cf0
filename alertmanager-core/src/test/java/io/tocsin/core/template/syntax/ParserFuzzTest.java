package io.tocsin.core.template.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.value.TextBytes;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the text, there is a tree or a located error. */
final class ParserFuzzTest {
    private static final List<String> PIECES = List.of(
            "{{",
            "}}",
            "{{- ",
            " -}}",
            "\"",
            "'",
            "`",
            "(",
            ")",
            "|",
            ".",
            "$",
            "$x",
            ":=",
            "=",
            ",",
            " ",
            "\n",
            "if ",
            "else ",
            "end",
            "range ",
            "with ",
            "define ",
            "block ",
            "template ",
            "break",
            "continue",
            "nil",
            "true",
            "1",
            "0x1F",
            "1e3",
            "1+2i",
            ".A",
            "print ",
            "{{/* c */}}",
            "{{end}}",
            "{{else}}",
            "{{range .}}",
            "{{if .}}",
            "{{define \"d\"}}",
            "\\x41",
            "\u00e9",
            "\ud83d\ude00",
            "\udc80",
            "\u0000",
            "text");

    @Test
    void parse_anyPieces_giveTreeOrError() {
        var random = new Random(11);
        for (int i = 0; i < 30_000; i++) {
            var text = new StringBuilder();
            int pieces = random.nextInt(25);
            for (int k = 0; k < pieces; k++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            check(text.toString());
        }
    }

    @Test
    void parse_anyBytes_giveTreeOrError() {
        var random = new Random(12);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            check("{{" + TextBytes.text(bytes));
            check(TextBytes.text(bytes));
        }
    }

    private static void check(String text) {
        try {
            Tree tree = ParserTest.tree(text, "n");
            // What is printed is template text again.
            assertThat(NodeText.of(tree.root())).isNotNull();
        } catch (TemplateException e) {
            assertThat(e.getMessage()).startsWith("template: n:");
            assertThat(e.line()).isPositive();
        }
    }
}
