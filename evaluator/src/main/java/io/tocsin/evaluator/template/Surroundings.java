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

/**
 * What templates know beside the sample that they are about.
 *
 * @param externalUrl where this program is reached from outside
 * @param queries answers queries at the time of the rendering
 */
public record Surroundings(Labels externalLabels, String externalUrl, Queries queries) {
    public Surroundings {
        requireNonNull(externalLabels, "externalLabels");
        requireNonNull(externalUrl, "externalUrl");
        requireNonNull(queries, "queries");
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

    List<Function> functions() {
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
