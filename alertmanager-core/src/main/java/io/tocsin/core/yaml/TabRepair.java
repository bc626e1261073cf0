package io.tocsin.core.yaml;

import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.scanner.Scanner;
import org.yaml.snakeyaml.tokens.Token;

/**
 * Lets tabs separate values where the original allows it and SnakeYAML does not: behind the first text of a line, and
 * anywhere between brackets, as in indented JSON, and in a last line without text. Tabs before all text, and those that indent
 * a block, stay an error in both.
 *
 * @see "Upstream: gopkg.in/yaml.v2 scannerc.go yaml_parser_scan_to_next_token"
 */
final class TabRepair {
    private static final Pattern LEADING_TABS = Pattern.compile("(?m)^[ \t]*\t");

    private TabRepair() {}

    /** The text with a space for the tab that {@code failure} points at; empty if that is not what is wrong. */
    static Optional<String> repair(String text, MarkedYAMLException failure) {
        Mark mark = failure.getProblemMark();
        if (mark == null || mark.getIndex() >= text.length()) {
            return Optional.empty();
        }
        int at = text.offsetByCodePoints(0, mark.getIndex());
        if (at >= text.length() || text.charAt(at) != '\t') {
            return Optional.empty();
        }
        if (isNothing(text.substring(0, at))) {
            return Optional.empty();
        }
        int line = text.lastIndexOf('\n', at) + 1;
        if (text.indexOf('\n', at) < 0 && text.substring(line).isBlank()) {
            return Optional.of(text.substring(0, line));
        }
        if (!text.substring(line, at).isBlank()) {
            return Optional.of(text.substring(0, at) + ' ' + text.substring(at + 1));
        }
        return isBetweenBrackets(text) ? Optional.of(spaceLeadingTabs(text, line)) : Optional.empty();
    }

    private static boolean isNothing(String text) {
        return text.chars().allMatch(each -> each == ' ' || TextShape.isBreak(each));
    }

    /** Every line at once: inside brackets, leading white space means nothing, not even within quotes. */
    private static String spaceLeadingTabs(String text, int from) {
        return text.substring(0, from)
                + LEADING_TABS
                        .matcher(text.substring(from))
                        .replaceAll(match -> " ".repeat(match.group().length()));
    }

    /** Whether the scanner had an open bracket where it stopped. */
    private static boolean isBetweenBrackets(String text) {
        Scanner scanner = Snake.scanner(text);
        int depth = 0;
        try {
            while (!scanner.checkToken(Token.ID.StreamEnd)) {
                Token.ID token = scanner.getToken().getTokenId();
                if (token == Token.ID.FlowMappingStart || token == Token.ID.FlowSequenceStart) {
                    depth++;
                } else if (token == Token.ID.FlowMappingEnd || token == Token.ID.FlowSequenceEnd) {
                    depth--;
                }
            }
        } catch (YAMLException stopped) {
            return depth > 0;
        }
        return false;
    }
}
