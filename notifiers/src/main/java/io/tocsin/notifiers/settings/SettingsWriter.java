package io.tocsin.notifiers.settings;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfigPrinter;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.core.label.GoDuration;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.yaml.YamlFields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows settings as the original's status does: keys in the order of the calls, secrets masked. Not thread-safe.
 *
 * <p>What is empty is left out, except where a method says otherwise.
 */
public final class SettingsWriter {
    private final YamlFields out;

    public SettingsWriter(YamlFields out) {
        this.out = requireNonNull(out, "out");
    }

    /** {@code send_resolved} and {@code http_config}, with which elements begin. */
    public SettingsWriter head(boolean sendResolved, HttpConfig http) {
        out.flag("send_resolved", sendResolved);
        out.fields("http_config", HttpConfigPrinter.print(http));
        return this;
    }

    public SettingsWriter text(String key, @Nullable String value) {
        out.textIfAny(key, value);
        return this;
    }

    /** Also if it is empty. */
    public SettingsWriter textAlways(String key, String value) {
        out.text(key, value);
        return this;
    }

    /** Also if it is false. */
    public SettingsWriter flagAlways(String key, boolean value) {
        out.flag(key, value);
        return this;
    }

    /** Only if it is true. */
    public SettingsWriter flag(String key, boolean value) {
        out.flagIfTrue(key, value);
        return this;
    }

    /** True or false; left out for null. */
    public SettingsWriter choice(String key, @Nullable Boolean value) {
        if (value != null) {
            out.flag(key, value);
        }
        return this;
    }

    /** Also if it is zero. */
    public SettingsWriter numberAlways(String key, long value) {
        out.number(key, value);
        return this;
    }

    /** Only if it is not zero. */
    public SettingsWriter number(String key, long value) {
        if (value != 0) {
            out.number(key, value);
        }
        return this;
    }

    /** Also if it is zero: {@code 0s}. */
    public SettingsWriter durationAlways(String key, Duration value) {
        out.text(key, GoDuration.format(value));
        return this;
    }

    /** Only if it is not zero. */
    public SettingsWriter duration(String key, Duration value) {
        return value.isZero() ? this : durationAlways(key, value);
    }

    public SettingsWriter url(String key, @Nullable GoUrl value) {
        if (value != null) {
            out.text(key, value.normal());
        }
        return this;
    }

    /** A null if there is none. */
    public SettingsWriter urlAlways(String key, @Nullable GoUrl value) {
        if (value == null) {
            out.nothing(key);
        }
        return url(key, value);
    }

    /** True, false or a null. */
    public SettingsWriter choiceAlways(String key, @Nullable Boolean value) {
        if (value == null) {
            out.nothing(key);
        }
        return choice(key, value);
    }

    /** In the grammar of most of the file, with days and more; only if it is not zero. */
    public SettingsWriter longDuration(String key, Duration value) {
        return value.isZero() ? this : textAlways(key, PrometheusDuration.format(value));
    }

    /** A map of anything, nulls included, in the original's order of keys. */
    public SettingsWriter trees(String key, Map<String, @Nullable Object> value) {
        if (!value.isEmpty()) {
            out.anything(key, value);
        }
        return this;
    }

    /** Anything, its maps in the original's order of keys, unless it is null. */
    public SettingsWriter tree(String key, @Nullable Object value) {
        if (value != null) {
            out.anything(key, value);
        }
        return this;
    }

    public SettingsWriter secret(String key, @Nullable Secret value) {
        if (value != null && !value.isEmpty()) {
            out.text(key, Secret.MASK);
        }
        return this;
    }

    /** As {@link #secret}, of one that may be empty. Deviation D-055: then that is shown, not a null. */
    public SettingsWriter writtenSecret(String key, @Nullable Secret value) {
        return value != null && value.isEmpty() ? textAlways(key, "") : secret(key, value);
    }

    /** The keys {@code key} and {@code key_file}. */
    public SettingsWriter secretOrFile(String key, SecretOrFile value) {
        secret(key, value.secret());
        return text(key + "_file", value.file());
    }

    public SettingsWriter texts(String key, List<String> value) {
        out.textsIfAny(key, value);
        return this;
    }

    /** In the original's order of keys. */
    public SettingsWriter textMap(String key, Map<String, String> value) {
        out.textMapIfAny(key, value);
        return this;
    }

    /** Left out only if it is null. */
    public SettingsWriter tls(String key, @Nullable TlsConfig value) {
        if (value != null) {
            out.fields(key, HttpConfigPrinter.printAlways(value));
        }
        return this;
    }

    /** Records, each shown by {@code printer}. */
    public <T> SettingsWriter list(String key, List<T> value, BiConsumer<T, SettingsWriter> printer) {
        out.listIfAny(
                key, value.stream().map(element -> fields(element, printer)).toList());
        return this;
    }

    /** A record under one key, shown by {@code printer}, unless it is null. */
    public <T> SettingsWriter record(String key, @Nullable T value, BiConsumer<T, SettingsWriter> printer) {
        if (value != null) {
            out.fields(key, fields(value, printer));
        }
        return this;
    }

    private static <T> YamlFields fields(T value, BiConsumer<T, SettingsWriter> printer) {
        YamlFields fields = new YamlFields();
        printer.accept(value, new SettingsWriter(fields));
        return fields;
    }
}
