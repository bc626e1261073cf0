package io.tocsin.core.scenario;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationConfig;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.config.ReceiverConfig;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;

/**
 * An integration that exists in scenarios only, with {@code send_resolved} and no more: {@code virtual_configs}, and
 * {@code virtual_incident_configs} for one that opens incidents.
 */
public final class VirtualIntegrationType implements IntegrationType<VirtualIntegrationType.VirtualConfig> {
    public static final VirtualIntegrationType INSTANCE = new VirtualIntegrationType("virtual", false);
    public static final VirtualIntegrationType INCIDENT = new VirtualIntegrationType("virtual_incident", true);

    private static final String SEND_RESOLVED = "send_resolved";

    private final String name;
    private final boolean opensIncidents;

    private VirtualIntegrationType(String name, boolean opensIncidents) {
        this.name = name;
        this.opensIncidents = opensIncidents;
    }

    /** @param sendResolved true by default */
    public record VirtualConfig(boolean sendResolved) implements IntegrationConfig {}

    /** The receiver of a name that a scenario's routes use without defining it: one integration, all defaults. */
    static ReceiverConfig receiver(String name) {
        ConfiguredIntegration only = new ConfiguredIntegration(INSTANCE, 0, new VirtualConfig(true));
        return new ReceiverConfig(name, Labels.of("name", name), List.of(only));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Class<VirtualConfig> configType() {
        return VirtualConfig.class;
    }

    @Override
    public String goType() {
        return name + ".plain";
    }

    @Override
    public boolean opensIncidents() {
        return opensIncidents;
    }

    @Override
    public Optional<VirtualConfig> decode(YamlMapping mapping, DecodeContext context) {
        return Optional.of(new VirtualConfig(mapping.flag(SEND_RESOLVED, true)));
    }

    @Override
    public void print(VirtualConfig config, YamlFields out) {
        out.flag(SEND_RESOLVED, config.sendResolved());
    }
}
