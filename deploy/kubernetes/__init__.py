"""What the chart, Prometheus and Grafana are given, written from the code: `make docs`."""
