package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.MatcherProblem;
import io.tocsin.server.api.FilterReader.Written;
import io.tocsin.server.api.OverviewEndpoints.Page;
import io.tocsin.server.api.OverviewParameters.AskedCompletion;
import io.tocsin.server.http.Exchange;
import io.tocsin.server.overview.Completion;
import io.tocsin.server.overview.Overview;
import io.tocsin.server.overview.Suggestion;
import java.util.List;
import java.util.function.Consumer;

/** {@code GET /api/tocsin/v1/completions}: how matcher text may go on, and what is wrong with it. */
final class CompletionsEndpoint implements Consumer<Exchange> {
    static final String PATH = "/api/tocsin/v1/completions";

    private final OverviewEndpoints overviews;

    CompletionsEndpoint(OverviewEndpoints overviews) {
        this.overviews = requireNonNull(overviews, "overviews");
    }

    @Override
    public void accept(Exchange exchange) {
        OverviewParameters parameters = overviews.parameters(exchange);
        overviews.answer(exchange, parameters::completion, CompletionsEndpoint::complete);
    }

    private static Page complete(AskedCompletion asked, Overview overview) {
        List<Suggestion> suggestions = new Completion(
                        asked.cursor(), overview.selected(asked.selection()).alerts())
                .suggestions();
        return new Page("", List.of(out -> write(out, asked.written(), suggestions)));
    }

    private static void write(GoJson out, Written written, List<Suggestion> suggestions) {
        out.writeStartObject();
        out.writeArrayFieldStart("matchers");
        written.matchers().forEach(matcher -> MatcherWriter.write(out, matcher));
        out.writeEndArray();
        written.problem().ifPresent(problem -> write(out, problem));
        out.writeArrayFieldStart("suggestions");
        suggestions.forEach(suggestion -> write(out, suggestion));
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(GoJson out, MatcherProblem problem) {
        out.writeObjectFieldStart("error");
        out.writeStringField("message", problem.message());
        ParameterException.writePlace(out, problem);
        out.writeEndObject();
    }

    private static void write(GoJson out, Suggestion suggestion) {
        out.writeStartObject();
        out.writeStringField("kind", suggestion.kind().word());
        out.writeStringField("text", suggestion.text());
        out.writeNumberField("count", suggestion.count());
        out.writeNumberField("from", suggestion.from());
        out.writeNumberField("to", suggestion.to());
        out.writeStringField("insert", suggestion.insert());
        out.writeEndObject();
    }
}
