package io.tocsin.core.yaml;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Writes one text as a YAML scalar, in the style that the original chooses for it.
 *
 * @see "Upstream: gopkg.in/yaml.v2 encode.go stringv, emitterc.go yaml_emitter_analyze_scalar"
 */
final class YamlText {
    private static final int WIDTH = 80;

    /** Base 60, which other YAML parsers read as a number. */
    private static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");

    /** The key that merges an anchor in. */
    private static final String MERGE = "<<";

    private final StringBuilder out;
    private final int indent;
    private final boolean isInFlow;

    private YamlText(StringBuilder out, int indent, boolean isInFlow) {
        this.out = out;
        this.indent = indent;
        this.isInFlow = isInFlow;
    }

    /** @param indent columns before the continuation lines of a folded text */
    static YamlText inBlock(StringBuilder out, int indent) {
        return new YamlText(out, indent, false);
    }

    /** For a text between brackets, where fewer texts can do without quotes. */
    static YamlText inFlow(StringBuilder out, int indent) {
        return new YamlText(out, indent, true);
    }

    void write(String text) {
        TextShape shape = TextShape.of(text);
        if (text.contains("\n") && !isInFlow && shape.isBlockAllowed()) {
            writeLiteral(text);
        } else {
            writeOnLine(text, shape, true);
        }
    }

    void writeKey(String text) {
        if (text.equals(MERGE)) {
            // Deviation D-022: without quotes, as the original writes it, it is read back as something else.
            writeDoubleQuoted(text, false);
        } else {
            writeOnLine(text, TextShape.of(text), false);
        }
    }

    private void writeOnLine(String text, TextShape shape, boolean isFolding) {
        boolean isText = !text.contains("\n") && isPlainText(text);
        if (isText && shape.isPlainAllowed(isInFlow)) {
            writeFolded(text, "", isFolding);
        } else if (isText && shape.isSingleQuotedAllowed()) {
            writeFolded(text.replace("'", "''"), "'", isFolding);
        } else {
            writeDoubleQuoted(text, isFolding);
        }
    }

    /** Whether the text, written without quotes, is read as text again. */
    private static boolean isPlainText(String text) {
        ScalarNode node = new ScalarNode(Snake.PLAIN, text, null, null, ScalarStyle.PLAIN);
        return GoScalar.of(node).kind() == GoScalar.Kind.TEXT
                && !BASE_60.matcher(text).matches();
    }

    private int column() {
        return out.codePointCount(out.lastIndexOf("\n") + 1, out.length());
    }

    boolean isLineFull() {
        return column() > WIDTH;
    }

    void breakLine() {
        out.append('\n').append(" ".repeat(indent));
    }

    private void writeFolded(String text, String quote, boolean isFolding) {
        out.append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isInside = i > 0 && i < text.length() - 1;
            boolean isLoneSpace = c == ' ' && isInside && text.charAt(i - 1) != ' ' && text.charAt(i + 1) != ' ';
            if (isFolding && isLoneSpace && isLineFull()) {
                breakLine();
            } else {
                out.append(c);
            }
        }
        out.append(quote);
    }

    private void writeDoubleQuoted(String text, boolean isFolding) {
        out.append('"');
        boolean isAfterSpace = false;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            boolean isInside = i > 0 && i < text.length() - 1;
            if (point == ' ' && isFolding && !isAfterSpace && isInside && isLineFull()) {
                breakLine();
                if (text.charAt(i + 1) == ' ') {
                    out.append('\\');
                }
            } else {
                appendEscaped(point);
            }
            isAfterSpace = point == ' ';
            i += Character.charCount(point);
        }
        out.append('"');
    }

    private void appendEscaped(int point) {
        if (point != '"' && point != '\\' && TextShape.isPrintable(point) && !TextShape.isBreak(point)) {
            out.appendCodePoint(point);
            return;
        }
        out.append('\\');
        switch (point) {
            case 0 -> out.append('0');
            case 0x07 -> out.append('a');
            case '\b' -> out.append('b');
            case '\t' -> out.append('t');
            case '\n' -> out.append('n');
            case 0x0B -> out.append('v');
            case '\f' -> out.append('f');
            case '\r' -> out.append('r');
            case 0x1B -> out.append('e');
            case '"', '\\' -> out.appendCodePoint(point);
            case 0x85 -> out.append('N');
            case 0xA0 -> out.append('_');
            case 0x2028 -> out.append('L');
            case 0x2029 -> out.append('P');
            default -> out.append(hex(point));
        }
    }

    private static String hex(int point) {
        if (point <= 0xFF) {
            return "x%02X".formatted(point);
        }
        return point <= 0xFFFF ? "u%04X".formatted(point) : "U%08X".formatted(point);
    }

    private void writeLiteral(String text) {
        out.append('|');
        if (text.startsWith(" ") || text.startsWith("\n")) {
            out.append(2);
        }
        if (!text.endsWith("\n")) {
            out.append('-');
        } else if (text.length() == 1 || text.endsWith("\n\n")) {
            out.append('+');
        }
        out.append('\n');
        String[] lines = text.split("\n", -1);
        int last = text.endsWith("\n") ? lines.length - 1 : lines.length;
        for (int i = 0; i < last; i++) {
            out.append(lines[i].isEmpty() ? "" : " ".repeat(indent)).append(lines[i]);
            out.append(i < last - 1 ? "\n" : "");
        }
    }
}
