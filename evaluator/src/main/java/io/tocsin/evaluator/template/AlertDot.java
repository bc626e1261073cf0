package io.tocsin.evaluator.template;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.GoType.Field;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Real;
import io.tocsin.core.template.value.Value.Text;
import java.util.List;

/**
 * The dot of a rule's templates.
 *
 * @see "Upstream: template.AlertTemplateData"
 */
record AlertDot(Labels labels, double value, Surroundings surroundings) implements Value.Struct {
    /** As the original's errors name it, which has no name there. */
    static final GoType TYPE = new GoType.Builder(
                    "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; "
                            + "Value interface {} }",
                    GoType.Kind.STRUCT)
            .fields(List.of(
                    new Field("Labels", LabelMap.TYPE),
                    new Field("ExternalLabels", LabelMap.TYPE),
                    new Field("ExternalURL", GoType.STRING),
                    new Field("Value", GoType.ANY)))
            .build();

    AlertDot {
        requireNonNull(labels, "labels");
        requireNonNull(surroundings, "surroundings");
    }

    @Override
    public GoType type() {
        return TYPE;
    }

    @Override
    public Value field(int index) {
        return switch (index) {
            case 0 -> new LabelMap(labels);
            case 1 -> new LabelMap(surroundings.externalLabels());
            case 2 -> Text.of(surroundings.externalUrl());
            case 3 -> Real.of(value);
            default -> throw new IndexOutOfBoundsException("index: " + index + " (expected: 0 to 3)");
        };
    }
}
