//! The plot of the costs: nanoseconds for each element over the number of elements, both axes logarithmic.

use crate::growth::Curve;
use crate::table::whole;
use plotters::prelude::*;
use std::error::Error;

const WIDTH: u32 = 1100;
const HEIGHT: u32 = 520;
const LEGEND_WIDTH: u32 = 110;
/// The height of a name in the legend.
const LINE: i32 = 24;

/// A chart for each name, side by side with the same axes, as SVG.
pub(crate) fn draw(charts: &[(&str, &[Curve])]) -> Result<String, Box<dyn Error>> {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (WIDTH, HEIGHT)).into_drawing_area();
        root.fill(&WHITE)?;
        let (left, legend) = root.split_horizontally(WIDTH - LEGEND_WIDTH);
        let (sizes, costs) = ranges(charts);
        for (area, (name, curves)) in left.split_evenly((1, charts.len().max(1))).iter().zip(charts) {
            let mut chart = ChartBuilder::on(area)
                .caption(name, ("sans-serif", 20))
                .margin(12)
                .x_label_area_size(45)
                .y_label_area_size(60)
                .build_cartesian_2d((sizes.0..sizes.1).log_scale(), (costs.0..costs.1).log_scale())?;
            chart
                .configure_mesh()
                .light_line_style(BLACK.mix(0.06))
                .x_desc("elements")
                .y_desc("nanoseconds for each")
                .x_label_formatter(&|size| whole(*size as u64))
                .y_label_formatter(&|cost| whole(*cost as u64))
                .label_style(("sans-serif", 15))
                .axis_desc_style(("sans-serif", 17))
                .draw()?;
            for (number, curve) in curves.iter().enumerate() {
                let points = curve.costs.iter().map(|&(size, cost)| (size as f64, cost));
                chart.draw_series(LineSeries::new(points.clone(), colour(number).stroke_width(2)).point_size(3))?;
            }
        }
        let curves = charts.first().map_or(&[][..], |(_, curves)| curves);
        for (number, curve) in curves.iter().enumerate() {
            let top = 60 + LINE * number as i32;
            legend.draw(&PathElement::new(vec![(0, top), (22, top)], colour(number).stroke_width(3)))?;
            legend.draw(&Text::new(curve.name, (30, top - 8), ("sans-serif", 15)))?;
        }
        root.present()?;
    }
    Ok(svg)
}

/// Colours far from each other: steps of the golden ratio around the circle, dark and light in turn.
fn colour(number: usize) -> HSLColor {
    let lightness = [0.40, 0.55, 0.28][number % 3];
    HSLColor((number as f64 * 0.618_034) % 1.0, 0.75, lightness)
}

/// The numbers of elements, and the powers of ten around the costs.
fn ranges(charts: &[(&str, &[Curve])]) -> ((f64, f64), (f64, f64)) {
    let points = || charts.iter().flat_map(|(_, curves)| curves.iter()).flat_map(|curve| &curve.costs);
    let around = |numbers: &mut dyn Iterator<Item = f64>| {
        let (least, most) = numbers
            .fold((f64::INFINITY, 1.0), |(least, most): (f64, f64), number| (least.min(number), most.max(number)));
        let least = if least.is_finite() { least.max(1.0) } else { 1.0 };
        let begin = 10f64.powf(least.log10().floor());
        (begin, 10f64.powf(most.log10().ceil()).max(begin * 10.0))
    };
    (around(&mut points().map(|&(size, _)| size as f64)), around(&mut points().map(|&(_, cost)| cost)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_curve_has_a_line_in_each_chart() {
        let curves = [
            Curve { name: "push", costs: vec![(1_000, 20.0), (10_000, 25.0)] },
            Curve { name: "sort", costs: vec![(1_000, 40.0), (10_000, 90.0)] },
        ];
        let svg = draw(&[("fourd", &curves), ("Python", &curves)]).unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("push") && svg.contains("10,000"));
        // Two curves in two charts with two points each.
        assert_eq!(svg.matches("<circle").count(), 8);
    }

    #[test]
    fn nothing_measured_is_an_empty_plot() {
        assert!(draw(&[("fourd", &[])]).unwrap().starts_with("<svg"));
        assert!(draw(&[]).unwrap().starts_with("<svg"));
    }
}
