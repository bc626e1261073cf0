package io.tocsin.server.amtool;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.MatcherSyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Arguments that are matchers, in the short form too: a first one that is none is the name of an alert. */
final class MatcherArguments {
    private MatcherArguments() {}

    /** The same arguments with the short form written out. */
    static List<String> named(List<String> arguments, MatcherParser parser) {
        List<String> named = new ArrayList<>(arguments);
        if (!named.isEmpty() && !isMatcher(named.get(0), parser)) {
            named.set(0, "alertname=" + GoQuote.quote(named.get(0)));
        }
        return named;
    }

    private static boolean isMatcher(String text, MatcherParser parser) {
        try {
            parser.parseOne(text);
            return true;
        } catch (MatcherSyntaxException ignored) {
            return false;
        }
    }

    /**
     * The matchers, for commands of Tocsin's own: a first argument with {@code =} is no name, so that a mistake in it is
     * told.
     *
     * @throws CommandFailure if one is none
     */
    static List<Matcher> parsed(List<String> arguments, MatcherParser parser) throws CommandFailure {
        boolean isNamed = !arguments.isEmpty() && !arguments.get(0).contains("=");
        List<Matcher> parsed = new ArrayList<>();
        for (String matcher : isNamed ? named(arguments, parser) : arguments) {
            parsed.add(parse(matcher, parser));
        }
        return parsed;
    }

    /** @throws CommandFailure in the original's words if {@code text} is no matcher */
    static Matcher parse(String text, MatcherParser parser) throws CommandFailure {
        try {
            return parser.parseOne(text);
        } catch (MatcherSyntaxException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
