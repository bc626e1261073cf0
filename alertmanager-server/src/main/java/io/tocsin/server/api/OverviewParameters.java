package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherCursor;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.MatcherProblem;
import io.tocsin.core.label.MatcherSyntaxException;
import io.tocsin.core.silence.Silence;
import io.tocsin.server.api.AlertQuery.BadParameterException;
import io.tocsin.server.api.FilterReader.Written;
import io.tocsin.server.http.QueryParameters;
import io.tocsin.server.overview.AlertSort;
import io.tocsin.server.overview.AlertState;
import io.tocsin.server.overview.GroupSort;
import io.tocsin.server.overview.Selection;
import io.tocsin.server.overview.Selection.GroupChoice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what {@code /api/tocsin/v1/alerts} and {@code /alert-groups} are asked. Used once; not thread-safe. */
final class OverviewParameters {
    private static final int ALERTS_DEFAULT = 100;
    private static final int ALERTS_MAX = 1_000;
    private static final int GROUPS_DEFAULT = 50;
    private static final int GROUPS_MAX = 200;
    private static final int LISTED_DEFAULT = 5;
    private static final int LISTED_MAX = 100;
    private static final int GROUP_NAMES_MAX = 20;

    private static final int TEXT_LENGTH_MAX = 10_000;
    private static final int CHEAP_LENGTH_MAX = 1_000;

    private static final String FILTER = "filter";
    private static final String SEARCH = "search";
    private static final String TEXT = "text";

    private final QueryParameters query;
    private final MatcherParser parser;
    private final Function<String, Optional<Silence>> silences;

    /**
     * What both endpoints are asked.
     *
     * @param matchers all of the filters, in order
     * @param hasFacets whether facets are wanted
     */
    record Asked(Selection selection, List<Matcher> matchers, boolean hasFacets, int offset, int limit) {
        Asked {
            matchers = List.copyOf(matchers);
        }
    }

    record AskedAlerts(Asked asked, AlertSort sort) {}

    /**
     * @param by labels to group by; none for the groups of routes
     * @param listed how many alerts of each group are listed at most
     */
    record AskedGroups(Asked asked, Set<String> by, int listed, GroupSort sort) {}

    /**
     * @param selection the alerts that are there to be found, whatever is typed next
     * @param written what the whole text says
     */
    record AskedCompletion(Selection selection, MatcherCursor cursor, Written written) {}

    /** @param silences finds a silence by its id */
    OverviewParameters(QueryParameters query, MatcherParser parser, Function<String, Optional<Silence>> silences) {
        this.query = requireNonNull(query, "query");
        this.parser = requireNonNull(parser, "parser");
        this.silences = requireNonNull(silences, "silences");
    }

    /** Whether it takes long to compare every alert with what is asked for; rather yes than no. */
    static boolean isCostly(QueryParameters query) {
        return FilterReader.isCostly(query)
                || query.last(SEARCH).isPresent()
                || query.last(TEXT)
                        .filter(text -> text.length() > CHEAP_LENGTH_MAX || text.indexOf('~') >= 0)
                        .isPresent()
                || query.last("silence").isPresent();
    }

    AskedAlerts alerts() throws ParameterException, Refusal {
        Optional<String> sort = query.last("sort");
        return new AskedAlerts(
                asked(ALERTS_DEFAULT, ALERTS_MAX),
                sort.isEmpty()
                        ? AlertSort.DEFAULT
                        : AlertSort.of(sort.get())
                                .orElseThrow(() -> PageParameters.unexpected("sort", sort.get(), AlertSort.EXPECTED)));
    }

    AskedGroups groups() throws ParameterException, Refusal {
        Optional<String> sort = query.last("sort");
        return new AskedGroups(
                asked(GROUPS_DEFAULT, GROUPS_MAX),
                groupNames(),
                PageParameters.number(query, "alerts", LISTED_DEFAULT, LISTED_MAX),
                sort.isEmpty()
                        ? GroupSort.DEFAULT
                        : GroupSort.of(sort.get())
                                .orElseThrow(() -> PageParameters.unexpected("sort", sort.get(), GroupSort.EXPECTED)));
    }

    AskedCompletion completion() throws ParameterException, Refusal {
        String text = query.last(TEXT).orElse("");
        if (text.length() > TEXT_LENGTH_MAX) {
            throw new ParameterException(
                    TEXT, text.length() + " characters (expected: at most " + TEXT_LENGTH_MAX + ")");
        }
        MatcherCursor cursor = cursor(text, PageParameters.number(query, "cursor", text.length(), text.length()));
        FilterReader filters = new FilterReader(query, parser);
        List<Matcher> matchers = new ArrayList<>(filters.located(FILTER));
        try {
            Written written = filters.written(text);
            matchers.addAll(filters.written(cursor.matcher().matchers()).matchers());
            return new AskedCompletion(selection(filters, matchers), cursor, written);
        } catch (BadParameterException e) {
            throw new ParameterException(TEXT, String.valueOf(e.getMessage()));
        }
    }

    private static MatcherCursor cursor(String text, int at) throws ParameterException {
        try {
            return MatcherCursor.at(text, at);
        } catch (MatcherSyntaxException e) {
            throw new ParameterException(TEXT, MatcherProblem.of(e, text));
        }
    }

    private Asked asked(int limitDefault, int limitMax) throws ParameterException, Refusal {
        FilterReader filters = new FilterReader(query, parser);
        List<Matcher> matchers = filters.located(FILTER);
        return new Asked(
                selection(filters, matchers),
                matchers,
                query.last("facets").filter("true"::equals).isPresent(),
                PageParameters.number(query, "offset", 0, Integer.MAX_VALUE),
                PageParameters.number(query, "limit", limitDefault, limitMax));
    }

    private Selection selection(FilterReader filters, List<Matcher> matchers) throws ParameterException, Refusal {
        return new Selection(
                matchers,
                PageParameters.words(query),
                receiver(filters),
                states(),
                fingerprints(),
                query.last("group").map(key -> new GroupChoice(key, query.last("groupReceiver"))),
                silence());
    }

    private static Optional<LabelPattern> receiver(FilterReader filters) throws ParameterException {
        try {
            return filters.receiver();
        } catch (BadParameterException e) {
            throw new ParameterException("receiver", String.valueOf(e.getMessage()));
        }
    }

    private Set<AlertState> states() throws ParameterException {
        Set<AlertState> states = EnumSet.noneOf(AlertState.class);
        for (String word : query.all("state")) {
            states.add(AlertState.of(word)
                    .orElseThrow(() -> PageParameters.unexpected(
                            "state", word, "active, unprocessed, silenced, inhibited or muted")));
        }
        return states;
    }

    private Set<Fingerprint> fingerprints() throws ParameterException {
        Set<Fingerprint> fingerprints = new LinkedHashSet<>();
        for (String text : query.all("fingerprint")) {
            try {
                fingerprints.add(Fingerprint.parse(text));
            } catch (IllegalArgumentException e) {
                throw PageParameters.unexpected("fingerprint", text, "16 hexadecimal digits");
            }
        }
        return fingerprints;
    }

    private Optional<Silence> silence() throws Refusal {
        Optional<String> id = query.last("silence");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<Silence> found = silences.apply(id.get());
        if (found.isEmpty()) {
            throw new Refusal(404, 404, "silence " + id.get() + " not found");
        }
        return found;
    }

    private Set<String> groupNames() throws ParameterException {
        Set<String> names = new LinkedHashSet<>();
        for (String name : query.all("by")) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        if (names.size() > GROUP_NAMES_MAX) {
            throw new ParameterException("by", names.size() + " labels (expected: at most " + GROUP_NAMES_MAX + ")");
        }
        return names;
    }
}
