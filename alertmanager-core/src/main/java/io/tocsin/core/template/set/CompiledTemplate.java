package io.tocsin.core.template.set;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.Message;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.run.Program;
import io.tocsin.core.template.run.RouteLabels;
import io.tocsin.core.template.syntax.Tree;
import io.tocsin.core.template.value.TextBytes;
import io.tocsin.core.template.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BiFunction;

/** A text that can be rendered. Immutable and thread-safe. */
record CompiledTemplate(String source, Tree entry, Program program, BiFunction<Message, ZoneId, Value> dot)
        implements Template {
    CompiledTemplate {
        requireNonNull(source, "source");
        requireNonNull(entry, "entry");
        requireNonNull(program, "program");
        requireNonNull(dot, "dot");
    }

    @Override
    public String render(Message message, Instant now) throws TemplateException {
        return render(message, now, ofMessage(message));
    }

    @Override
    public String render(Message message, Instant now, RouteLabels routeLabels) throws TemplateException {
        return TextBytes.wellFormed(execute(message, now, routeLabels));
    }

    @Override
    public byte[] renderBytes(Message message, Instant now) throws TemplateException {
        return TextBytes.of(execute(message, now, ofMessage(message)));
    }

    private static RouteLabels ofMessage(Message message) {
        return name -> message.routeLabels().get(name);
    }

    private String execute(Message message, Instant now, RouteLabels routeLabels) throws TemplateException {
        if (source.isEmpty()) {
            return "";
        }
        Value value = dot.apply(message, program.localZone());
        return program.run(entry, value, now, routeLabels);
    }

    @Override
    public Optional<TemplateException> problem() {
        return Optional.empty();
    }
}
