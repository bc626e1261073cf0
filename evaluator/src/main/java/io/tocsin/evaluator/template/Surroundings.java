package io.tocsin.evaluator.template;

import static io.tocsin.core.template.value.GoType.STRING;
import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.Value.Sequence;
import io.tocsin.core.template.value.Value.Text;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What templates know beside the sample that they are about. Immutable; made once for all expansions of an evaluation.
 */
public final class Surroundings {
    private final Labels externalLabels;
    private final String externalUrl;
    private final Queries queries;
    private final Map<String, Function> functions;

    /**
     * @param externalUrl where this program is reached from outside
     * @param queries answers queries at the time of the rendering
     */
    public Surroundings(Labels externalLabels, String externalUrl, Queries queries) {
        this.externalLabels = requireNonNull(externalLabels, "externalLabels");
        this.externalUrl = requireNonNull(externalUrl, "externalUrl");
        this.queries = requireNonNull(queries, "queries");
        this.functions = RuleTemplates.functionsAnd(own());
    }

    /** Port: evaluates queries that templates ask. */
    @FunctionalInterface
    public interface Queries {
        /**
         * @param timeMillis of the rendering
         * @throws CallException with the reason why there is no answer
         */
        List<QueriedSample> query(String text, long timeMillis) throws CallException;
    }

    Labels externalLabels() {
        return externalLabels;
    }

    String externalUrl() {
        return externalUrl;
    }

    /** All that templates may call. */
    Map<String, Function> functions() {
        return functions;
    }

    private List<Function> own() {
        return List.of(
                Function.of(
                        "query",
                        List.of(STRING),
                        (call, arguments) -> new Sequence(
                                QueriedSample.LIST_TYPE,
                                List.copyOf(queries.query(
                                        ((Text) arguments.get(0)).text(),
                                        call.now().toEpochMilli())))),
                Function.of("externalURL", List.of(), (call, arguments) -> Text.of(externalUrl)),
                Function.of("pathPrefix", List.of(), (call, arguments) -> Text.of(path())));
    }

    private String path() {
        String path = URI.create(externalUrl).getPath();
        return path == null ? "" : path;
    }
}
