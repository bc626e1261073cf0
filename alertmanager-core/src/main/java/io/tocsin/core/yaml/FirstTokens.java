package io.tocsin.core.yaml;

import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.scanner.Scanner;
import org.yaml.snakeyaml.tokens.AliasToken;
import org.yaml.snakeyaml.tokens.AnchorToken;
import org.yaml.snakeyaml.tokens.DirectiveToken;
import org.yaml.snakeyaml.tokens.Token;

/**
 * The tokens of a text's first document, of which SnakeYAML takes some that the original refuses: any directive, also
 * before the end of the text, and any letter in the name of an anchor. So {@code %s over limit} is no document, but text.
 *
 * @see "Upstream: gopkg.in/yaml.v2 scannerc.go yaml_parser_scan_directive, yaml_parser_scan_anchor"
 */
final class FirstTokens {
    private static final Set<String> DIRECTIVES = Set.of("YAML", "TAG");
    private static final Pattern ANCHOR = Pattern.compile("[0-9A-Za-z_-]+");

    private final Scanner scanner;
    private boolean hasDirectives;
    private boolean isBegun;

    private FirstTokens(String text) {
        this.scanner = Snake.scanner(text);
    }

    /** @param text that can be read, if {@link TabRepair} repairs it: then only what stands before that is looked at */
    static boolean areStrict(String text) {
        var tokens = new FirstTokens(text);
        try {
            return tokens.areStrict();
        } catch (YAMLException repaired) {
            return tokens.isBegun || !text.stripLeading().startsWith("%");
        }
    }

    private boolean areStrict() {
        while (scanner.checkToken()) {
            Token token = scanner.getToken();
            switch (token.getTokenId()) {
                case StreamStart, Comment -> {}
                case Directive -> {
                    if (isBegun) {
                        return true;
                    }
                    hasDirectives = true;
                    if (!DIRECTIVES.contains(((DirectiveToken<?>) token).getName())) {
                        return false;
                    }
                }
                case DocumentStart -> {
                    if (isBegun) {
                        return true;
                    }
                    isBegun = true;
                }
                case DocumentEnd, StreamEnd -> {
                    return isBegun || !hasDirectives;
                }
                case Anchor, Alias -> {
                    isBegun = true;
                    if (!ANCHOR.matcher(name(token)).matches()) {
                        return false;
                    }
                }
                default -> isBegun = true;
            }
        }
        return true;
    }

    private static String name(Token token) {
        return token instanceof AnchorToken anchor ? anchor.getValue() : ((AliasToken) token).getValue();
    }
}
