package io.tocsin.evaluator.query;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.function.Remarks;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.series.MetricName;

/** What a function has to say, with the metric that it is about and the place of the argument. */
final class CallRemarks implements Remarks {
    private final Expr.Call call;
    private final int vector;
    private final Annotations annotations;
    private Labels about = Labels.EMPTY;

    /** @param vector index of the argument that has a metric */
    CallRemarks(Expr.Call call, int vector, Annotations annotations) {
        this.call = call;
        this.vector = vector;
        this.annotations = annotations;
    }

    /** From here on it is about this series. */
    void about(Labels labels) {
        about = labels;
    }

    String metricName() {
        return about.get(MetricName.LABEL);
    }

    @Override
    public void warn(int argument, String text) {
        annotations.warn(call.arguments().get(argument).span(), text + metric(argument));
    }

    @Override
    public void inform(int argument, String text) {
        annotations.inform(call.arguments().get(argument).span(), text + metric(argument));
    }

    /** Says it of the vector, without the name behind it. */
    void informPlain(String text) {
        annotations.inform(call.arguments().get(vector).span(), text);
    }

    private String metric(int argument) {
        String name = argument == vector ? metricName() : "";
        return name.isEmpty() ? "" : " for metric name " + GoQuote.quote(name);
    }
}
