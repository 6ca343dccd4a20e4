# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Trajectory error against network evaluations' at screen 0.02, screen 0.9556 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10: samplers at 5 to 1000 evaluations' at screen 0.02, screen 0.9093 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'RMS distance to the converged trajectory; bars: 95 %;' at screen 0.02, screen 0.8687 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'points side by side; pale: not resolved' at screen 0.02, screen 0.8340 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.7973
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
4.9255597 0.2063113 0.19570431 0.21691828
9.8511194 0.13561627 0.12900077 0.14223178
19.702239 0.075485103 0.071866011 0.079104194
49.255597 0.032888999 0.031463985 0.034314013
98.511194 0.016523702 0.01580972 0.017237684
EOD
$c1 << EOD
3.9800499 0.61614998 0.59933534 0.63296461
9.9501248 0.18553005 0.17450047 0.19655962
19.90025 0.070629005 0.064738354 0.076519657
49.750624 0.0093462003 0.0083381088 0.010354292
99.501248 0.0040988604 0.0037327741 0.0044649467
EOD
$c2 << EOD
5.0250626 0.16884835 0.16225112 0.17544558
10.050125 0.04386813 0.04121526 0.046521
20.10025 0.010149846 0.0092891018 0.011010591
50.250626 0.0017275694 0.0016087319 0.0018464069
100.50125 0.00029725327 0.00027258198 0.00032192455
EOD
$c3 << EOD
7.1057915 0.46922541 0.46340229 0.47504853
19.287148 0.045871213 0.044587567 0.047154859
49.74054 0.0084682306 0.0077121054 0.0092243558
98.465967 0.0038544662 0.0035771955 0.0041317368
EOD
$marks << EOD
50.250626 0.0017275694 7 7 0xAAD0E5
100.50125 0.00029725327 7 7 0xAAD0E5
EOD
set lmargin at screen 0.110
set rmargin at screen 0.775
set bmargin at screen 0.1436
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('0.001' 0.001, '0.01' 0.01, '0.1' 0.10000000000000001, '1' 1)
set logscale x
set xtics ('5' 5, '10' 10, '20' 20, '50' 50, '100' 100)
set xrange [3.4782609:115]
set yrange [0.00017121594:1.0077026]
set arrow from graph 0, first 0.00072652373 to graph 1, first 0.00072652373 nohead linecolor rgb '#888888' linewidth 1 dashtype 3 back
set label 'uncertainty of the reference' at graph 0.01, first 0.00072652373 left offset 0,0.5 noenhanced font ',13' textcolor rgb '#666666'
set arrow from graph 1.02, graph 0.5264 to graph 1.085, graph 0.5264 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.5264 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.5264 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.3903 to graph 1.085, graph 0.3903 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun' at graph 1.1, graph 0.3903 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.3903 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.0636 to graph 1.085, graph 0.0636 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.0636 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.0636 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.3343 to graph 1.085, graph 0.3343 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'dopri5' at graph 1.1, graph 0.3343 left noenhanced font ',14' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.3343 point pt 15 ps 0.8 lc rgb '#56B4E9'
set terminal svg noenhanced size 640,518 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'trajectory.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $marks using 1:2:3 with points pointtype variable pointsize 1.05 linecolor rgb '#ffffff', \
     $marks using 1:2:4:5 with points pointtype variable pointsize 0.9 linecolor rgb variable
set terminal pngcairo noenhanced size 1280,1036 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'trajectory.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $marks using 1:2:3 with points pointtype variable pointsize 1.05 linecolor rgb '#ffffff', \
     $marks using 1:2:4:5 with points pointtype variable pointsize 0.9 linecolor rgb variable
unset output
