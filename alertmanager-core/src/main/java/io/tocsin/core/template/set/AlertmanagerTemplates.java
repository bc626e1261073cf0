package io.tocsin.core.template.set;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.Message;
import io.tocsin.core.template.TemplateCompiler;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.TemplateFile;
import io.tocsin.core.template.Templates;
import io.tocsin.core.template.data.MessageValue;
import io.tocsin.core.template.defaults.BuiltInTemplates;
import io.tocsin.core.template.function.AlertmanagerFunctions;
import io.tocsin.core.template.run.Limits;
import io.tocsin.core.template.value.Value;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Compiles templates as the server of Alertmanager does: with its functions and built-in templates, for the data that it
 * tells about a group. Immutable and thread-safe.
 *
 * @param localZone what Go calls {@code Local}
 */
public record AlertmanagerTemplates(ZoneId localZone, Limits limits) implements TemplateCompiler {
    public AlertmanagerTemplates {
        requireNonNull(localZone, "localZone");
        requireNonNull(limits, "limits");
    }

    public AlertmanagerTemplates(ZoneId localZone) {
        this(localZone, Limits.DEFAULT);
    }

    /** Without files nothing is compiled before it is needed: nothing can be wrong with the built-in templates alone. */
    @Override
    public Templates compile(List<TemplateFile> files) throws TemplateException {
        return files.isEmpty() ? new DeferredTemplates(this::builtIn, limits) : compileNow(files);
    }

    private Templates compileNow(List<TemplateFile> files) throws TemplateException {
        return TemplateSet.of(files, settings(MessageValue::pointerTo, localZone, limits));
    }

    private Templates builtIn() {
        try {
            return compileNow(List.of());
        } catch (TemplateException e) {
            throw new IllegalStateException("built-in templates: " + e.getMessage(), e);
        }
    }

    /** What is the same for all files, where templates are told of a message as {@code dot} says. */
    public static TemplateSet.Settings settings(
            BiFunction<Message, ZoneId, Value> dot, ZoneId localZone, Limits limits) {
        return new TemplateSet.Settings(
                BuiltInTemplates.files(), AlertmanagerFunctions.create(), dot, localZone, limits);
    }
}
