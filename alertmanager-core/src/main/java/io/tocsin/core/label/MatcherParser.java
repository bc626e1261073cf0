package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads matchers in one of the three modes.
 *
 * <p>The default mode asks both grammars. Where only one of them understands the text, its reading is used; where they
 * differ, the classic one; where both fail, the classic error is thrown, with the UTF-8 error as its cause and its
 * columns. Immutable, and as thread-safe as the warnings' consumer.
 *
 * @see "Upstream: matcher/compat, v0.34.0"
 */
public final class MatcherParser {
    private final MatcherMode mode;
    private final Consumer<MatcherWarning> warnings;

    private MatcherParser(MatcherMode mode, Consumer<MatcherWarning> warnings) {
        this.mode = requireNonNull(mode, "mode");
        this.warnings = requireNonNull(warnings, "warnings");
    }

    public static MatcherParser of(MatcherMode mode) {
        return new MatcherParser(mode, warning -> {});
    }

    /** @param warnings told, before the result is returned, what only the default mode puts up with */
    public static MatcherParser of(MatcherMode mode, Consumer<MatcherWarning> warnings) {
        return new MatcherParser(mode, warnings);
    }

    public MatcherMode mode() {
        return mode;
    }

    /**
     * Reads any number of matchers, with or without braces around them, as configuration files hold them.
     *
     * @return sorted by name, value and type; empty for empty text
     * @throws MatcherSyntaxException if the text is no list of matchers, or one of its regexes is none
     */
    public List<Matcher> parseList(String text) {
        return parseAsWritten(text).stream().sorted().toList();
    }

    /** As {@link #parseList}, in the order in which they stand in the text. */
    public List<Matcher> parseAsWritten(String text) {
        return switch (mode) {
            case CLASSIC -> ClassicMatcherGrammar.parseList(text);
            case UTF8_STRICT -> Utf8MatcherGrammar.parseList(text);
            case DEFAULT -> parseBoth(text, ClassicMatcherGrammar::parseList, Utf8MatcherGrammar::parseList);
        };
    }

    /**
     * Reads exactly one matcher, as API filters and amtool's arguments hold it.
     *
     * @throws MatcherSyntaxException if the text is no single matcher, or its regex is none
     */
    public Matcher parseOne(String text) {
        return switch (mode) {
            case CLASSIC -> ClassicMatcherGrammar.parseOne(text);
            case UTF8_STRICT -> {
                refuseBraces(text);
                yield Utf8MatcherGrammar.parseOne(text);
            }
            case DEFAULT -> {
                refuseBraces(text);
                yield parseBoth(
                                text,
                                t -> List.of(ClassicMatcherGrammar.parseOne(t)),
                                t -> List.of(Utf8MatcherGrammar.parseOne(t)))
                        .get(0);
            }
        };
    }

    private static void refuseBraces(String text) {
        if (text.startsWith("{")) {
            throw new MatcherSyntaxException("unexpected open or close brace: " + text, 0, 1);
        }
        if (text.endsWith("}")) {
            int length = text.codePointCount(0, text.length());
            throw new MatcherSyntaxException("unexpected open or close brace: " + text, length - 1, length);
        }
    }

    private List<Matcher> parseBoth(
            String text, Function<String, List<Matcher>> classicGrammar, Function<String, List<Matcher>> utf8Grammar) {
        List<Matcher> utf8;
        try {
            utf8 = utf8Grammar.apply(text);
        } catch (MatcherSyntaxException refused) {
            return parseClassicOnly(text, classicGrammar, refused);
        }
        List<Matcher> classic;
        try {
            classic = classicGrammar.apply(text);
        } catch (MatcherSyntaxException ignored) {
            return utf8;
        }
        // Deviation D-008: two empty lists agree here.
        if (!classic.equals(utf8)) {
            warnings.accept(new MatcherWarning.Disagreement(text, join(classic), join(utf8)));
        }
        return classic;
    }

    private List<Matcher> parseClassicOnly(
            String text, Function<String, List<Matcher>> classicGrammar, MatcherSyntaxException refused) {
        List<Matcher> classic;
        try {
            classic = classicGrammar.apply(text);
        } catch (MatcherSyntaxException e) {
            throw new MatcherSyntaxException(messageOf(e), refused.start(), refused.end(), refused);
        }
        warnings.accept(new MatcherWarning.ClassicFallback(text, messageOf(refused), join(classic)));
        return classic;
    }

    private static String messageOf(MatcherSyntaxException e) {
        return String.valueOf(e.getMessage());
    }

    private static String join(List<Matcher> matchers) {
        return matchers.stream().map(Matcher::toString).collect(Collectors.joining(","));
    }
}
