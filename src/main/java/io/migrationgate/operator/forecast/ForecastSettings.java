package io.migrationgate.operator.forecast;

import io.migrationgate.operator.OperatorSettings;
import java.time.Duration;

/**
 * How much is done for a forecast.
 *
 * @param atOnce how many probe pods there are at once in the cluster
 * @param deadline how long a probe may take, with the pull of its images
 * @param refresh after which time a database is asked again
 * @param settle how long a gate's pods have to be at rest before anything is probed
 */
public record ForecastSettings(
    boolean enabled, int atOnce, Duration deadline, Duration refresh, Duration settle) {

  static ForecastSettings of(OperatorSettings settings) {
    OperatorSettings.Forecast forecast = settings.forecast();
    return new ForecastSettings(
        forecast.enabled(),
        forecast.probesAtOnce(),
        forecast.probeDeadline(),
        forecast.refresh(),
        forecast.settle());
  }
}
