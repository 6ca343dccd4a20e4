# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: samplers at 5 to 1000 evaluations' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[fashion-mnist-classifier]   (lower is better); hollow: N = 1000, else 5000' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
5 211.30552 211.30552 211.30552
10 191.72714 191.72714 191.72714
20 110.45175 110.45175 110.45175
50 48.848907 48.848907 48.848907

100 36.19852 36.19852 36.19852
1000 27.045334 27.045334 27.045334
EOD
$c1 << EOD
5 122.3486 122.3486 122.3486
10 64.50156 64.50156 64.50156
20 37.639128 37.639128 37.639128
50 28.234569 28.234569 28.234569

100 30.253972 30.253972 30.253972
1000 26.711792 26.711792 26.711792
EOD
$c2 << EOD
5 95.0883 95.0883 95.0883
10 51.671164 51.671164 51.671164
20 38.542974 38.542974 38.542974
50 34.131178 34.131178 34.131178

100 33.681456 33.681456 33.681456
EOD
$c3 << EOD
4 207.35983 207.35983 207.35983
10 140.95907 140.95907 140.95907
20 38.171084 38.171084 38.171084
50 33.054617 33.054617 33.054617

100 33.18249 33.18249 33.18249
EOD
$c4 << EOD
5 53.399846 53.399846 53.399846
10 34.596241 34.596241 34.596241
20 32.901496 32.901496 32.901496
50 32.48602 32.48602 32.48602

100 33.149969 33.149969 33.149969
EOD
$c5 << EOD
7 212.16796 212.16796 212.16796
19 74.498187 74.498187 74.498187
49 32.336906 32.336906 32.336906

97 33.120327 33.120327 33.120327
EOD
$marks << EOD
100 36.19852 7 6 0x000000
1000 27.045334 7 6 0x000000
100 30.253972 5 4 0xD55E00
1000 26.711792 5 4 0xD55E00
100 33.681456 9 8 0x009E73
100 33.18249 11 10 0xCC79A7
100 33.149969 7 6 0x0072B2
97 33.120327 15 14 0x56B4E9
EOD
set lmargin at screen 0.100
set rmargin at screen 0.694
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('30' 30, '50' 50, '70' 70, '100' 100, '150' 150, '200' 200)
set logscale x
set xtics ('10' 10, '30' 30, '100' 100, '300' 300, '1000' 1000)
set xrange [3.2073207:1247.1469]
set yrange [23.227645:243.99315]
set arrow from graph 1.02, graph 0.0560 to graph 1.085, graph 0.0560 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'euler_maruyama' at graph 1.1, graph 0.0560 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.0560 point pt 7 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.0000 to graph 1.085, graph 0.0000 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'ddpm_ancestral' at graph 1.1, graph 0.0000 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.0000 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.2800 to graph 1.085, graph 0.2800 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.2800 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.2800 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.2240 to graph 1.085, graph 0.2240 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun' at graph 1.1, graph 0.2240 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.2240 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.1680 to graph 1.085, graph 0.1680 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.1680 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.1680 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.1120 to graph 1.085, graph 0.1120 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'dopri5' at graph 1.1, graph 0.1120 left noenhanced font ',14' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.1120 point pt 15 ps 0.8 lc rgb '#56B4E9'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c5 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $marks using 1:2:3 with points pointtype variable pointsize 1.05 linecolor rgb '#ffffff', \
     $marks using 1:2:4:5 with points pointtype variable pointsize 0.9 linecolor rgb variable
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c5 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $marks using 1:2:3 with points pointtype variable pointsize 1.05 linecolor rgb '#ffffff', \
     $marks using 1:2:4:5 with points pointtype variable pointsize 0.9 linecolor rgb variable
unset output
